import type { StartedChallenge } from '@sallyport/contract/sign-in.ts';
import type { MethodKind } from '@sallyport/contract/vocabulary.ts';

/** A second factor, or, where a step-up allows it, the password. */
export type ProofMethod = MethodKind | 'password';

/** What an authenticator answered to a challenge. */
export interface CredentialAnswer {
  method: 'webauthn';
  challengeId: string;
  response: Record<string, unknown>;
}

/** What was typed, or what the authenticator answered. */
export type GivenProof<M extends ProofMethod> = { method: M; code: string } | CredentialAnswer;

/** How the forms reach the server: signing in and stepping up use different calls. */
export interface ProofCalls<P> {
  start: (method: MethodKind) => Promise<StartedChallenge>;
  submit: (proof: P) => Promise<void>;
}
