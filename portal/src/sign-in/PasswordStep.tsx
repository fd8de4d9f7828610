import { Alert, Anchor, TextInput } from '@mantine/core';
import type { SignInState } from '@sallyport/contract/sign-in.ts';
import { useState } from 'react';
import { call } from '../ui/api.ts';
import { PageHeading } from '../ui/PageHeading.tsx';
import { PasswordField } from '../ui/PasswordField.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { ApiProblem, fieldErrors } from '../ui/problem.ts';
import { SubmitButton } from '../ui/SubmitButton.tsx';
import { SubmitForm } from '../ui/SubmitForm.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { Step } from './Step.tsx';

interface Props {
  /** The sign-in before this one took too long. */
  expired: boolean;
  advance: (step: Promise<SignInState>) => Promise<void>;
}

/** The first factor. */
export function PasswordStep({ expired, advance }: Props) {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const act = useSubmit(() => advance(call('POST /sign-ins', { body: { username, password } })));
  const faults = fieldErrors(act.error);
  const wrong = act.error instanceof ApiProblem && act.error.code === 'invalid-credentials';
  return (
    <Step heading={<PageHeading takesFocus={false}>Sign in</PageHeading>}>
      {expired && (
        <Alert role="status" title="Please start again">
          The sign-in took too long and has ended. Nothing else has happened.
        </Alert>
      )}
      <SubmitForm act={act}>
        <ProblemAlert error={act.error} fields={['username', 'password']} />
        <TextInput
          label="User name"
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          maxLength={256}
          required
          withAsterisk={false}
          autoFocus
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
          error={faults.username}
        />
        <PasswordField
          label="Password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={faults.password ?? wrong}
        />
        <SubmitButton act={act} mt="xs">
          Sign in
        </SubmitButton>
        <Anchor href="/forgot-password" size="sm" ta="center">
          Forgotten your password?
        </Anchor>
      </SubmitForm>
    </Step>
  );
}
