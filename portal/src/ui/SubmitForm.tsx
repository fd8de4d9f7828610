import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFocusOnFault } from './use-focus-on-fault.ts';

interface Props {
  /** From `useSubmit`. */
  act: { submit: () => Promise<void>; error: unknown };
  children: ReactNode;
}

/** A form for one act. */
export function SubmitForm({ act, children }: Props) {
  return (
    <form
      ref={useFocusOnFault(act.error)}
      onSubmit={(event) => {
        event.preventDefault();
        void act.submit();
      }}
    >
      <Stack>{children}</Stack>
    </form>
  );
}
