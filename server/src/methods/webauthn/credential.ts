import type { WebAuthnCredential } from '@simplewebauthn/server';
import { z } from 'zod';
import type { Authenticator } from '../../ports/authenticators.ts';
import type { Held } from '../method.ts';
import { Transports } from './responses.ts';

/** `data` of a WebAuthn authenticator. Nothing in it is secret; the credential id is the `externalId`. */
const StoredCredential = z.object({
  /** COSE key, base64url. */
  publicKey: z.string(),
  transports: Transports,
  /** Model of the authenticator; all zeros when it does not say. */
  aaguid: z.string(),
  backedUp: z.boolean(),
});
export type StoredCredential = z.infer<typeof StoredCredential>;

interface HeldCredential {
  readonly authenticator: Authenticator;
  readonly id: string;
  readonly stored: StoredCredential;
}

export const heldCredentials = (held: Held): readonly HeldCredential[] =>
  held.authenticators.flatMap((authenticator) =>
    authenticator.method === 'webauthn' && authenticator.externalId !== null
      ? [
          {
            authenticator,
            id: authenticator.externalId,
            stored: StoredCredential.parse(JSON.parse(authenticator.data)),
          },
        ]
      : [],
  );

/** As options name a credential. */
export const descriptor = ({ id, stored }: HeldCredential) => ({ id, transports: stored.transports });

/** The counter is left at 0, and judged apart: so a possible copy can be told from a wrong answer. */
export const forVerifying = ({ id, stored }: HeldCredential): WebAuthnCredential => ({
  id,
  publicKey: new Uint8Array(Buffer.from(stored.publicKey, 'base64url')),
  counter: 0,
});
