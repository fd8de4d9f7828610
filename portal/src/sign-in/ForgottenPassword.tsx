import { Anchor, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { call } from '../ui/api.ts';
import { PageHeading } from '../ui/PageHeading.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { fieldErrors } from '../ui/problem.ts';
import { SubmitButton } from '../ui/SubmitButton.tsx';
import { SubmitForm } from '../ui/SubmitForm.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { Step } from './Step.tsx';

/** Asks for a link to choose a new password. The answer is the same whether there is such a user or not. */
export function ForgottenPassword() {
  const [username, setUsername] = useState('');
  const [sent, setSent] = useState(false);
  const act = useSubmit(async () => {
    await call('POST /password-resets', { body: { username } });
    setSent(true);
  });
  if (sent) {
    return (
      <Step key="sent" heading={<PageHeading>Look into your mail</PageHeading>}>
        <Text>
          If there is an account with this user name, a link to choose a new password is on its way to its
          e-mail address. It works once. Two-factor authentication stays as it is.
        </Text>
        <Anchor href="/sign-in">Back to the sign-in</Anchor>
      </Step>
    );
  }
  return (
    <Step key="ask" heading={<PageHeading takesFocus={false}>Forgotten your password?</PageHeading>}>
      <SubmitForm act={act}>
        <Text>We mail you a link to choose a new one.</Text>
        <ProblemAlert error={act.error} fields={['username']} />
        <TextInput
          label="User name"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={256}
          required
          withAsterisk={false}
          autoFocus
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
          error={fieldErrors(act.error).username}
        />
        <SubmitButton act={act}>Send the link</SubmitButton>
        <Anchor href="/sign-in" size="sm" ta="center">
          Back to the sign-in
        </Anchor>
      </SubmitForm>
    </Step>
  );
}
