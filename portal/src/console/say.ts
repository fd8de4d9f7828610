import { notifications } from '@mantine/notifications';
import { asProblem } from '../ui/problem.ts';

const looks = { withBorder: true, closeButtonProps: { 'aria-label': 'Dismiss' } } as const;

/** Says in passing that something is done. */
export function say(message: string): void {
  notifications.show({ message, ...looks });
}

/** Says what went wrong, where no form is there to say it in. */
export function sayProblem(error: unknown): void {
  const { title, detail } = asProblem(error);
  notifications.show({ title, message: detail, color: 'red', autoClose: 15_000, ...looks });
}
