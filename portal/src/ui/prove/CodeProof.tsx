import { useState } from 'react';
import { CodeInput } from '../CodeInput.tsx';
import { PasswordField } from '../PasswordField.tsx';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { SubmitButton } from '../SubmitButton.tsx';
import { SubmitForm } from '../SubmitForm.tsx';
import { useSubmit } from '../use-submit.ts';
import type { ProofMethod } from './proof.ts';

interface Props {
  method: Exclude<ProofMethod, 'webauthn'>;
  submit: (code: string) => Promise<void>;
}

const texts = {
  totp: {
    label: 'Code from your authenticator app',
    description: 'Open the app on your phone and type the code it shows now.',
  },
  'backup-code': {
    label: 'Backup code',
    description: 'One of the codes you saved when you set up two-factor authentication. Each works once.',
  },
  'temporary-access-code': {
    label: 'Temporary access code',
    description: 'The code that an administrator gave you. It works once, and only for some time.',
  },
};

/** Proves with something typed. */
export function CodeProof({ method, submit }: Props) {
  const [code, setCode] = useState('');
  const act = useSubmit(() => submit(code));
  const failed = act.error !== undefined;
  return (
    <SubmitForm act={act}>
      <ProblemAlert error={act.error} />
      {method === 'password' ? (
        <PasswordField
          label="Your password"
          autoFocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={failed}
        />
      ) : (
        <CodeInput
          kind={method}
          {...texts[method]}
          autoFocus
          value={code}
          onChange={setCode}
          error={failed}
        />
      )}
      <SubmitButton act={act}>Continue</SubmitButton>
    </SubmitForm>
  );
}
