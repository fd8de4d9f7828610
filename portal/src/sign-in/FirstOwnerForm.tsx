import { Text, TextInput } from '@mantine/core';
import type { SignInState } from '@sallyport/contract/sign-in.ts';
import { type ChangeEvent, useState } from 'react';
import { call } from '../ui/api.ts';
import { NewPasswordInput } from '../ui/NewPasswordInput.tsx';
import { PageHeading } from '../ui/PageHeading.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { fieldErrors } from '../ui/problem.ts';
import { SubmitButton } from '../ui/SubmitButton.tsx';
import { SubmitForm } from '../ui/SubmitForm.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { Step } from './Step.tsx';

const empty = { username: '', displayName: '', email: '', password: '' };
type Field = keyof typeof empty;

/** Creates the first owner with the link from the terminal. */
export function FirstOwnerForm({
  token,
  onSignIn,
}: {
  token: string;
  onSignIn: (state: SignInState) => void;
}) {
  const [values, setValues] = useState(empty);
  const act = useSubmit(async () => onSignIn(await call('POST /setup', { body: { token, ...values } })));
  const faults = fieldErrors(act.error);

  const field = (name: Field) => ({
    required: true,
    withAsterisk: false,
    value: values[name],
    onChange: (event: ChangeEvent<HTMLInputElement>) =>
      setValues((before) => ({ ...before, [name]: event.target.value })),
    error: faults[name],
  });
  return (
    <Step heading={<PageHeading>Create the first owner</PageHeading>}>
      <SubmitForm act={act}>
        <Text>
          Owners may do everything here, and appoint others. Right after this you set up two-factor
          authentication, as every administrator must.
        </Text>
        <ProblemAlert error={act.error} fields={Object.keys(empty)} />
        <TextInput label="User name" autoComplete="username" autoCapitalize="none" {...field('username')} />
        <TextInput label="Your name" autoComplete="name" {...field('displayName')} />
        <TextInput label="E-mail address" type="email" autoComplete="email" {...field('email')} />
        <NewPasswordInput label="Password" {...field('password')} />
        <SubmitButton act={act}>Create the owner</SubmitButton>
      </SubmitForm>
    </Step>
  );
}
