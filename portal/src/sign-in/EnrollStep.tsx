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
import { NoPhone } from './NoPhone.tsx';
import { SnoozeButton } from './SnoozeButton.tsx';
import { Step } from './Step.tsx';

type Enrollment = NonNullable<SignInState['enrollment']>;

interface Props {
  enrollment: Enrollment;
  helpDesk: string | undefined;
  advance: (step: Promise<SignInState>) => Promise<void>;
  /** As `advance`, once it is set up. */
  confirmed: (step: Promise<SignInState>) => Promise<void>;
  startAgain: () => void;
}

/** Sets up a second factor: who asks for it, until when, how, and, where it may wait, the way past it. */
export function EnrollStep({ enrollment, helpDesk, advance, confirmed, startAgain }: Props) {
  const skip = useSubmit(() => advance(call('POST /sign-ins/current/skip')));
  return (
    <Step
      heading={
        <PageHeading>
          {enrollment.afterAccessCode ? 'Set up a new authenticator' : 'Set up two-factor authentication'}
        </PageHeading>
      }
      startAgain={startAgain}
    >
      <AddAuthenticator
        intro={<Reason enrollment={enrollment} />}
        methods={enrollment.methods}
        preferred={enrollment.default}
        start={(method) => call('POST /sign-ins/current/enrollments', { body: { method } })}
        confirm={(id, body) =>
          confirmed(call('POST /sign-ins/current/enrollments/:id/confirm', { params: { id }, body }))
        }
        secondary={
          <>
            {enrollment.snooze && <SnoozeButton snooze={enrollment.snooze} advance={advance} />}
            {enrollment.skippable && (
              <Stack gap="xs">
                <ProblemAlert error={skip.error} />
                <Button variant="subtle" fullWidth loading={skip.pending} onClick={() => void skip.submit()}>
                  Skip for now
                </Button>
                <Text size="sm" c="dimmed" ta="center">
                  {enrollment.afterAccessCode
                    ? 'What you set up before still works. If it is lost, set up a new one now.'
                    : 'You will be asked again at the next sign-in.'}
                  {enrollment.deadline && ' After the deadline you cannot sign in any more.'}
                </Text>
              </Stack>
            )}
            <NoPhone question="I have no phone" helpDesk={helpDesk} ways={waysWithoutPhone(enrollment)} />
          </>
        }
      />
    </Step>
  );
}

const waysWithoutPhone = ({ methods }: Enrollment): readonly string[] => [
  ...(methods.includes('webauthn')
    ? [
        'A passkey on this computer (its fingerprint reader, camera or PIN) or a security key that you plug in: choose “Passkey or security key”.',
      ]
    : []),
  ...(methods.includes('totp')
    ? [
        'An authenticator app can run on a computer or tablet as well, and there are small devices that show codes: type in the key instead of scanning.',
      ]
    : []),
  'With the set-up come ten backup codes that you can print, for the days on which you have nothing else.',
  'If none of this works for you, ask: an administrator can lend you a security key or let you in with a temporary access code.',
];

function Reason({
  enrollment: { strength, deadline, requiredBy, afterAccessCode },
}: {
  enrollment: Enrollment;
}) {
  if (afterAccessCode)
    return (
      <Text>
        You signed in with a temporary access code, which works no more. If what you set up before is lost,
        set up a new authenticator now. The old one goes on working until you remove it.
      </Text>
    );
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
