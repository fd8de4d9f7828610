import { Text, TextInput } from '@mantine/core';
import type { LinkInfo, SignInState } from '@sallyport/contract/sign-in.ts';
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

interface Props {
  token: string;
  user: LinkInfo['user'];
  onSignIn: (state: SignInState) => void;
}

/** Activates an account by choosing its password. */
export function ActivateForm({ token, user, onSignIn }: Props) {
  const [password, setPassword] = useState('');
  const act = useSubmit(async () => onSignIn(await call('POST /activations', { body: { token, password } })));
  return (
    <Step heading={<PageHeading title="Activate your account">Welcome, {user?.displayName}</PageHeading>}>
      <SubmitForm act={act}>
        <Text>Choose a password to activate your account.</Text>
        <ProblemAlert error={act.error} fields={['password']} />
        <TextInput label="Your user name" autoComplete="username" readOnly value={user?.username ?? ''} />
        <NewPasswordInput
          label="Password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={fieldErrors(act.error).password}
        />
        <SubmitButton act={act}>Activate</SubmitButton>
      </SubmitForm>
    </Step>
  );
}
