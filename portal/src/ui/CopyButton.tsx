import { Button, type ButtonProps, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

interface Props extends Pick<ButtonProps, 'size' | 'variant' | 'fullWidth'> {
  value: string;
  /** What the button says, e.g. “Copy the key”. */
  label?: string;
}

/** Copies `value` and says so, or says that it must be copied by hand. */
export function CopyButton({ value, label = 'Copy', size = 'sm', variant = 'default', ...rest }: Props) {
  const clipboard = useClipboard({ timeout: 3000 });
  const outcome = clipboard.error ? 'Select and copy it by hand' : clipboard.copied ? 'Copied' : undefined;
  const Icon = clipboard.copied ? IconCheck : IconCopy;
  return (
    <>
      <Button
        size={size}
        variant={variant}
        flex="none"
        leftSection={<Icon size={16} aria-hidden />}
        onClick={() => clipboard.copy(value)}
        {...rest}
      >
        {outcome ?? label}
      </Button>
      <VisuallyHidden role="status">{outcome}</VisuallyHidden>
    </>
  );
}
