import { Alert, Button, Stack, Text } from '@mantine/core';
import type { SignInState } from '@sallyport/contract/sign-in.ts';
import { IconCalendarDue } from '@tabler/icons-react';
import { call } from '../ui/api.ts';
import { AddAuthenticator } from '../ui/enroll/AddAuthenticator.tsx';
import { PageHeading } from '../ui/PageHeading.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { requirerNames } from '../ui/required-by.ts';
import { formatDeadline, formatRelative } from '../ui/time.ts';
import { useSubmit } from '../ui/use-submit.ts';
import { Step } from './Step.tsx';

type Enrollment = NonNullable<SignInState['enrollment']>;

interface Props {
  enrollment: Enrollment;
  advance: (step: Promise<SignInState>) => Promise<void>;
  startAgain: () => void;
}

/** Sets up a second factor: who asks for it, until when, how, and, where it may wait, the way past it. */
export function EnrollStep({ enrollment, advance, startAgain }: Props) {
  const skip = useSubmit(() => advance(call('POST /sign-ins/current/skip')));
  return (
    <Step heading={<PageHeading>Set up two-factor authentication</PageHeading>} startAgain={startAgain}>
      <AddAuthenticator
        intro={<Reason enrollment={enrollment} />}
        methods={enrollment.methods}
        preferred={enrollment.default}
        start={(method) => call('POST /sign-ins/current/enrollments', { body: { method } })}
        confirm={(id, body) =>
          advance(call('POST /sign-ins/current/enrollments/:id/confirm', { params: { id }, body }))
        }
        secondary={
          enrollment.skippable && (
            <Stack gap="xs">
              <ProblemAlert error={skip.error} />
              <Button variant="subtle" fullWidth loading={skip.pending} onClick={() => void skip.submit()}>
                Skip for now
              </Button>
              <Text size="sm" c="dimmed" ta="center">
                You will be asked again at the next sign-in.
                {enrollment.deadline && ' After the deadline you cannot sign in any more.'}
              </Text>
            </Stack>
          )
        }
      />
    </Step>
  );
}

function Reason({ enrollment: { strength, deadline, requiredBy } }: { enrollment: Enrollment }) {
  const purpose =
    'Besides your password, you will confirm each sign-in with something you have. A stolen password alone is then worth nothing.';
  if (strength === 'optional') return <Text>{purpose} It is up to you whether you use it.</Text>;
  return (
    <>
      <Text>{purpose}</Text>
      <Alert icon={<IconCalendarDue aria-hidden />}>
        <Text size="sm">
          Required by {requirerNames(requiredBy)}
          {deadline ? ', until ' : '. '}
          {deadline ? (
            <>
              <strong>
                <time dateTime={deadline}>{formatDeadline(deadline)}</time>
              </strong>{' '}
              ({formatRelative(deadline)}).
            </>
          ) : (
            'You need it to go on.'
          )}
        </Text>
      </Alert>
    </>
  );
}
