import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { IdMaker } from '../../kernel/ids.ts';
import { minutes } from '../../kernel/instant.ts';
import type { Random } from '../../kernel/random.ts';
import { invalid } from '../../ports/refusal.ts';
import type { Context, Enrolls, ProvesByChallenge, Rejected } from '../method.ts';
import { descriptor, forVerifying, heldCredentials, type StoredCredential } from './credential.ts';
import { AuthenticationResponse, RegistrationResponse } from './responses.ts';

const challengeBytes = 32;
/** WebAuthn L3 §15.1 recommends five to ten minutes. */
const timeout = minutes(5);
/** COSE numbers of EdDSA, ES256 and RS256: what every runtime can verify. */
const supportedAlgorithmIDs = [-8, -7, -257];

const State = z.object({ challenge: z.string() });
const challengeOf = (state: string): string => State.parse(JSON.parse(state)).challenge;

const relyingParty = ({ origin }: Context): string => new URL(origin).hostname;
const userHandle = ({ user }: Context): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(user.id));

/** @throws Refusal naming the field of `response` that is wrong. */
const shaped = <T>(schema: z.ZodType<T>, response: unknown): T => {
  const result = schema.safeParse(response);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw invalid(['response', ...(issue?.path ?? [])].join('.'), issue?.message ?? 'is not valid');
};

const rejected = (detail: string): Rejected => ({ ok: false, code: 'wrong-response', detail });

const notAccepted = ({ origin }: Context): Rejected =>
  rejected(`The answer of your security key or passkey was not accepted. Try again on ${origin}.`);

interface Parts {
  readonly random: Random;
  readonly newId: IdMaker;
}

/**
 * Security keys and passkeys (WebAuthn Level 3) as second factor: the password went before, so possession is what
 * counts, and a PIN or fingerprint is asked for where the device wants to.
 */
export const webauthnMethod = ({ random, newId }: Parts): ProvesByChallenge & Enrolls => ({
  proves: 'by-challenge',

  async startChallenge(held, context) {
    const options = await generateAuthenticationOptions({
      rpID: relyingParty(context),
      challenge: new Uint8Array(random.bytes(challengeBytes)),
      allowCredentials: heldCredentials(held)
        .filter(({ authenticator }) => authenticator.disabledAt === null)
        .map(descriptor),
      userVerification: 'discouraged',
      timeout,
    });
    return { state: JSON.stringify({ challenge: options.challenge }), options: { ...options } };
  },

  async verifyResponse(state, answer, held, context) {
    const response = shaped(AuthenticationResponse, answer);
    const credential = heldCredentials(held).find(({ id }) => id === response.id);
    if (credential === undefined || credential.authenticator.disabledAt !== null) return notAccepted(context);
    // WebAuthn L3 §7.2 step 6: a user handle, where there is one, names this user.
    const { userHandle: handle, ...signed } = response.response;
    if (handle && !Buffer.from(handle, 'base64url').equals(userHandle(context))) return notAccepted(context);

    const { authenticator } = credential;
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: { ...response, response: signed },
        expectedChallenge: challengeOf(state),
        expectedOrigin: context.origin,
        expectedRPID: relyingParty(context),
        credential: forVerifying(credential),
        requireUserVerification: false,
      });
      if (!verified) return notAccepted(context);
      const counter = authenticationInfo.newCounter;
      // §6.1.1: authenticators that do not count stay at 0; those that do must have counted on.
      if (counter === 0 && authenticator.counter === 0) {
        return { ok: true, authenticator: authenticator.id, counter: null };
      }
      return counter > authenticator.counter
        ? { ok: true, authenticator: authenticator.id, counter }
        : rejected(
            'This security key has counted backwards: there may be a copy of it. Use another method, and tell your help desk.',
          );
    } catch {
      return notAccepted(context);
    }
  },

  async beginEnrollment(held, context) {
    const { user, settings } = context;
    const options = await generateRegistrationOptions({
      rpName: settings.organisation.name,
      rpID: relyingParty(context),
      userID: userHandle(context),
      userName: user.username,
      userDisplayName: user.displayName,
      challenge: new Uint8Array(random.bytes(challengeBytes)),
      attestationType: 'none',
      excludeCredentials: heldCredentials(held).map(descriptor),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
      supportedAlgorithmIDs,
      timeout,
    });
    return { state: JSON.stringify({ challenge: options.challenge }), answer: { options: { ...options } } };
  },

  async confirmEnrollment(state, answer, context) {
    if (!('response' in answer)) throw invalid('response', 'is missing');
    const response = shaped(RegistrationResponse, answer.response);
    try {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge: challengeOf(state),
        expectedOrigin: context.origin,
        expectedRPID: relyingParty(context),
        requireUserVerification: false,
        supportedAlgorithmIDs,
      });
      if (!verified) return notAccepted(context);
      const { credential, aaguid, credentialBackedUp } = registrationInfo;
      const data: StoredCredential = {
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        transports: response.response.transports,
        aaguid,
        backedUp: credentialBackedUp,
      };
      return {
        ok: true,
        authenticator: {
          id: newId<'authenticator'>(),
          data: JSON.stringify(data),
          externalId: credential.id,
          counter: credential.counter,
          defaultName:
            data.transports.includes('internal') || data.transports.includes('hybrid')
              ? 'Passkey'
              : 'Security key',
        },
      };
    } catch {
      return notAccepted(context);
    }
  },
});
