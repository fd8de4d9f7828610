import { Button, Stack, Text } from '@mantine/core';
import type { SignInState } from '@sallyport/contract/sign-in.ts';
import { call } from '../ui/api.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { formatDeadline } from '../ui/time.ts';
import { useSubmit } from '../ui/use-submit.ts';

interface Props {
  snooze: NonNullable<NonNullable<SignInState['enrollment']>['snooze']>;
  advance: (step: Promise<SignInState>) => Promise<void>;
}

/** Moves the deadline, once. */
export function SnoozeButton({ snooze: { days, deadline }, advance }: Props) {
  const act = useSubmit(() => advance(call('POST /sign-ins/current/snooze')));
  return (
    <Stack gap="xs">
      <ProblemAlert error={act.error} />
      <Button variant="default" fullWidth loading={act.pending} onClick={() => void act.submit()}>
        Give me {days === 1 ? '1 more day' : `${days} more days`}
      </Button>
      <Text size="sm" c="dimmed" ta="center">
        Possible only once: the deadline becomes <time dateTime={deadline}>{formatDeadline(deadline)}</time>.
      </Text>
    </Stack>
  );
}
