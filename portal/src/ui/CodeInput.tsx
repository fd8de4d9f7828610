import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './CodeInput.module.css';

interface Props {
  /** Codes of an app are digits; all others are letters and digits. */
  kind: 'totp' | 'backup-code' | 'temporary-access-code';
  label: string;
  description?: ReactNode;
  value: string;
  onChange: (value: string) => void;
  /** Marks the field. */
  error?: ReactNode;
  autoFocus?: boolean;
}

/** One field for a whole code: password managers fill it, spaces do no harm, pasting works. */
export function CodeInput({ kind, onChange, ...rest }: Props) {
  return (
    <TextInput
      size="md"
      classNames={{ input: classes.code ?? '' }}
      inputMode={kind === 'totp' ? 'numeric' : 'text'}
      autoComplete={kind === 'totp' ? 'one-time-code' : 'off'}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      maxLength={64}
      required
      withAsterisk={false}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...rest}
    />
  );
}
