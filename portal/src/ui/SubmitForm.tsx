import { Stack } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';

interface Props {
  /** From `useSubmit`. */
  act: { submit: () => Promise<void>; error: unknown };
  children: ReactNode;
}

/** A form for one act. When it fails, the first field at fault takes the focus, or else the button pressed. */
export function SubmitForm({ act, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!act.error) return;
    const target =
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]') ??
      form.current?.querySelector<HTMLElement>('[type="submit"]');
    target?.focus();
    if (target instanceof HTMLInputElement) target.select();
  }, [act.error]);

  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        void act.submit();
      }}
    >
      <Stack>{children}</Stack>
    </form>
  );
}
