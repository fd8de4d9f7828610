import { Anchor, Text, TextInput } from '@mantine/core';
import type { LinkInfo } from '@sallyport/contract/sign-in.ts';
import { useState } from 'react';
import { call } from '../ui/api.ts';
import { NewPasswordInput } from '../ui/NewPasswordInput.tsx';
import { PageHeading } from '../ui/PageHeading.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { fieldErrors } from '../ui/problem.ts';
import { SubmitButton } from '../ui/SubmitButton.tsx';
import { SubmitForm } from '../ui/SubmitForm.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { Step } from './Step.tsx';

/** Chooses a new password. Signs nobody in. */
export function ResetPasswordForm({ token, user }: { token: string; user: LinkInfo['user'] }) {
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const act = useSubmit(async () => {
    await call('POST /password-resets/redeem', { body: { token, password } });
    setDone(true);
  });
  if (done) {
    return (
      <Step key="done" heading={<PageHeading>Your new password is set</PageHeading>}>
        <Text>
          You are signed out everywhere. Sign in with the new password, and your second factor as before.
        </Text>
        <Anchor href="/sign-in">To the sign-in</Anchor>
      </Step>
    );
  }
  return (
    <Step key="choose" heading={<PageHeading>Choose a new password</PageHeading>}>
      <SubmitForm act={act}>
        <ProblemAlert error={act.error} fields={['password']} />
        <TextInput label="Your user name" autoComplete="username" readOnly value={user?.username ?? ''} />
        <NewPasswordInput
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={fieldErrors(act.error).password}
        />
        <SubmitButton act={act}>Set the new password</SubmitButton>
      </SubmitForm>
    </Step>
  );
}
