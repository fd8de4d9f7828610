import { Button, type ButtonProps } from '@mantine/core';
import { ApiProblem } from './problem.ts';
import { useNow } from './use-now.ts';

interface Props extends ButtonProps {
  /** From `useSubmit`. */
  act: { pending: boolean; error: unknown };
  autoFocus?: boolean;
}

/** The button of a `SubmitForm`: at rest while the act runs, and while the server refuses another try. */
export function SubmitButton({ act: { pending, error }, ...button }: Props) {
  const nextTry = (error instanceof ApiProblem && error.retryAt?.getTime()) || 0;
  const tooEarly = useNow(nextTry) < nextTry;
  return <Button type="submit" fullWidth loading={pending} disabled={tooEarly} {...button} />;
}
