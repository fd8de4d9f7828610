import { Text } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { SubmitButton } from '../SubmitButton.tsx';
import { SubmitForm } from '../SubmitForm.tsx';
import { useSubmit } from '../use-submit.ts';
import { proveWithCredential, webAuthnWorksHere } from '../webauthn.ts';
import type { CredentialAnswer, ProofCalls } from './proof.ts';

/** Proves with a passkey or security key. Browsers ask for a press first, so it does not start by itself. */
export function WebAuthnProof({ start, submit }: ProofCalls<CredentialAnswer>) {
  const act = useSubmit(async () => {
    const { id, options } = await start('webauthn');
    const response = await proveWithCredential(options ?? {});
    await submit({ method: 'webauthn', challengeId: id, response });
  });
  if (!webAuthnWorksHere()) {
    return (
      <Text>
        This browser cannot use passkeys or security keys here. Use another way, or another browser.
      </Text>
    );
  }
  return (
    <SubmitForm act={act}>
      <ProblemAlert error={act.error} />
      <Text>Use the fingerprint, face or PIN of your device, or plug in your security key and touch it.</Text>
      <SubmitButton act={act} autoFocus leftSection={<IconFingerprint size={18} aria-hidden />}>
        Use passkey or security key
      </SubmitButton>
    </SubmitForm>
  );
}
