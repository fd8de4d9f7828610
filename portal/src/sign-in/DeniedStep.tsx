import { Alert, Button, Stack, Text } from '@mantine/core';
import type { SignInState } from '@sallyport/contract/sign-in.ts';
import { IconLock } from '@tabler/icons-react';
import { PageHeading } from '../ui/PageHeading.tsx';
import { formatDeadline } from '../ui/time.ts';
import classes from './DeniedStep.module.css';
import { Step } from './Step.tsx';

type Denial = NonNullable<SignInState['denial']>;

interface Props {
  denial: Denial;
  username: string | undefined;
  startAgain: () => void;
}

/** What would let them in, for each reason. */
const waysIn: Readonly<Record<Denial['code'], string>> = {
  'enrollment-expired':
    'An administrator can give you more time to set up two-factor authentication. They will make sure that it is really you. After that, sign in again and set it up at once.',
  'denied-by-policy':
    'A policy of your organisation refuses this sign-in. Only an administrator can change that.',
  'no-usable-method':
    'None of the ways to confirm that it is you can be used here. An administrator can reset your two-factor authentication, so that you can set it up anew.',
  'cannot-ask': 'Sign in with a web browser, where you can be asked for a second factor.',
};

/** A decided refusal: why, since when, what helps, whom to ask. */
export function DeniedStep({ denial, username, startAgain }: Props) {
  return (
    <Step heading={<PageHeading>You cannot sign in now</PageHeading>}>
      <Alert color="red" icon={<IconLock aria-hidden />}>
        <Text size="sm">{denial.message}</Text>
        {denial.since && (
          <Text size="sm" mt="xs">
            Since <time dateTime={denial.since}>{formatDeadline(denial.since)}</time>.
          </Text>
        )}
      </Alert>
      <Stack gap="xs">
        <Text component="h2" fw={650}>
          How to get in
        </Text>
        <Text>{waysIn[denial.code]}</Text>
      </Stack>
      <Stack gap="xs">
        <Text component="h2" fw={650}>
          Whom to ask
        </Text>
        <Text className={classes.helpDesk} data-help-desk>
          {denial.helpDesk || 'Ask the administrators of your organisation.'}
        </Text>
        {username && (
          <Text>
            Tell them your user name: <strong>{username}</strong>
          </Text>
        )}
      </Stack>
      <Button variant="default" fullWidth onClick={startAgain}>
        Back to the sign-in
      </Button>
    </Step>
  );
}
