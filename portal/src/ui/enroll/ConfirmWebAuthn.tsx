import { Button, Text, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { fieldErrors } from '../problem.ts';
import { SubmitButton } from '../SubmitButton.tsx';
import { SubmitForm } from '../SubmitForm.tsx';
import { useSubmit } from '../use-submit.ts';
import { createCredential } from '../webauthn.ts';
import type { ConfirmProps } from './confirm-props.ts';

/** Has the browser make a passkey, or register a security key. */
export function ConfirmWebAuthn({ started, confirm, withName, onBack }: ConfirmProps) {
  const [name, setName] = useState('');
  const act = useSubmit(async () => {
    const response = await createCredential(started.options ?? {});
    await confirm({ response, ...(name.trim() && { name }) });
  });
  return (
    <SubmitForm act={act}>
      <Text>
        Your browser will ask where to keep the passkey: on this device, on your phone, or on a security key
        that you plug in and touch.
      </Text>
      {withName && (
        <TextInput
          label="Give it a name, to tell it apart"
          placeholder="e.g. Blue security key"
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldErrors(act.error).name}
        />
      )}
      <ProblemAlert error={act.error} fields={['name']} />
      <SubmitButton act={act} autoFocus leftSection={<IconFingerprint size={18} aria-hidden />}>
        Create a passkey
      </SubmitButton>
      <Button variant="subtle" fullWidth onClick={onBack}>
        Back
      </Button>
    </SubmitForm>
  );
}
