import { Button, type ButtonProps, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { useFocusOnFault } from '../ui/use-focus-on-fault.ts';

interface Props {
  /** From `useAct`. */
  act: { running: boolean; error: unknown };
  onSubmit: () => void;
  /** What the button says. */
  submit: ReactNode;
  submitProps?: ButtonProps;
  /** Something is lost or somebody locked out: the button warns. */
  dangerous?: boolean;
  onCancel?: () => void;
  /** Fields whose faults stand beside them. */
  fields?: readonly string[];
  children?: ReactNode;
}

/** A form for one change: fields, what went wrong, and the buttons. */
export function ActForm({
  act,
  onSubmit,
  submit,
  submitProps,
  dangerous = false,
  onCancel,
  fields = [],
  children,
}: Props) {
  return (
    <form
      ref={useFocusOnFault(act.error)}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!act.running) onSubmit();
      }}
    >
      <Stack gap="md">
        {children}
        <ProblemAlert error={act.error} fields={fields} />
        <Group justify="flex-end">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          )}
          <Button type="submit" loading={act.running} {...(dangerous && { color: 'red.9' })} {...submitProps}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
