import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { ApiProblem } from './problem.ts';

type Json = Record<string, unknown>;

/** Whether this browser, at this address, can use passkeys and security keys at all. */
export const webAuthnWorksHere = (): boolean => globalThis.PublicKeyCredential !== undefined;

/** Has the user's authenticator answer a challenge. `options` and the result are WebAuthn's JSON forms. */
export async function proveWithCredential(options: Json): Promise<Json> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  // The contract keeps WebAuthn's JSON opaque: server and browser library agree on it.
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  return { ...(await startAuthentication({ optionsJSON }).catch(explain)) };
}

/** Has the user's authenticator make a new credential. `options` and the result are WebAuthn's JSON forms. */
export async function createCredential(options: Json): Promise<Json> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  return { ...(await startRegistration({ optionsJSON }).catch(explain)) };
}

const explanations: Readonly<Record<string, string>> = {
  InvalidStateError: 'This authenticator is registered for your account already. Use another one.',
  NotAllowedError: 'It was cancelled, or took too long. Try again, and follow what your browser shows.',
  NotSupportedError: 'This authenticator does not support what is needed. Use another one.',
  SecurityError: 'The browser refuses passkeys at this address. Tell your help desk.',
};

function explain(error: unknown): never {
  const name = error instanceof Error ? error.name : '';
  throw new ApiProblem(
    {
      code: 'no-answer-from-authenticator',
      status: 0,
      title: 'That did not work',
      detail: explanations[name] ?? 'The authenticator gave no usable answer. Try again.',
    },
    { cause: error },
  );
}
