import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  anna,
  contextAt,
  methodParts,
  nothingHeld,
  stored,
} from '../../../../test/support/method-context.ts';
import { softwareAuthenticator } from '../../../../test/support/software-authenticator.ts';
import type { Authenticator } from '../../ports/authenticators.ts';
import type { Held } from '../method.ts';
import { webauthnMethod } from './webauthn.ts';

const webauthn = webauthnMethod(methodParts);
const context = contextAt(0);
const here = 'https://login.example.org';

const enrolled = async (changes: Partial<Authenticator> = {}, origin = here) => {
  const key = softwareAuthenticator(origin, new URL(here).hostname, randomBytes(32));
  const { state, answer } = await webauthn.beginEnrollment(nothingHeld, context);
  const result = await webauthn.confirmEnrollment(
    state,
    { response: key.create(answer.options ?? {}) },
    context,
  );
  if (!result.ok) throw new Error(result.detail);
  const authenticator = stored('webauthn', result, changes);
  const held: Held = { authenticators: [authenticator], backupCodes: [] };
  return { key, authenticator, held };
};

const answered = async (
  { key, held }: Awaited<ReturnType<typeof enrolled>>,
  counter: number,
  userHandle?: string,
) => {
  const { state, options } = await webauthn.startChallenge(held, context);
  return webauthn.verifyResponse(state, key.get(options, counter, userHandle), held, context);
};

test('a security key is enrolled with its credential id, key and transports', async () => {
  const { key, authenticator } = await enrolled();
  expect(authenticator).toMatchObject({ externalId: key.id, counter: 0, name: 'Security key' });
  expect(JSON.parse(authenticator.data)).toMatchObject({ transports: ['usb', 'nfc'], backedUp: false });
});

test('creation options name the user by id, and exclude what is enrolled already', async () => {
  const { key, held } = await enrolled();
  const { answer } = await webauthn.beginEnrollment(held, context);
  expect(answer.options).toMatchObject({
    rp: { id: 'login.example.org', name: context.settings.organisation.name },
    user: {
      id: Buffer.from(anna.id).toString('base64url'),
      name: anna.username,
      displayName: anna.displayName,
    },
    excludeCredentials: [{ id: key.id, transports: ['usb', 'nfc'] }],
    attestation: 'none',
  });
});

test('request options allow the user’s own working credentials only', async () => {
  const [working, disabled] = [await enrolled(), await enrolled({ disabledAt: 1 })];
  const held = { authenticators: [working.authenticator, disabled.authenticator], backupCodes: [] };
  const { options } = await webauthn.startChallenge(held, context);
  expect(options).toMatchObject({ rpId: 'login.example.org', allowCredentials: [{ id: working.key.id }] });
  expect(options.allowCredentials).toHaveLength(1);
});

test('the answer to a challenge proves, and its counter is what is to be consumed', async () => {
  const security = await enrolled();
  expect(await answered(security, 7)).toEqual({
    ok: true,
    authenticator: security.authenticator.id,
    counter: 7,
  });
  expect(await answered(security, 7, anna.id)).toMatchObject({ ok: true });
});

test('an authenticator that does not count stays at 0', async () => {
  const passkey = await enrolled();
  expect(await answered(passkey, 0)).toEqual({
    ok: true,
    authenticator: passkey.authenticator.id,
    counter: null,
  });
});

test.each([0, 6, 7])(
  'a counter that does not rise above 7 is refused as a possible copy: %i',
  async (counter) => {
    const result = await answered(await enrolled({ counter: 7 }), counter);
    expect(result).toMatchObject({
      ok: false,
      code: 'wrong-response',
      detail: expect.stringContaining('a copy'),
    });
  },
);

const notAccepted = { ok: false, code: 'wrong-response', detail: expect.stringContaining('not accepted') };

test('an answer to another challenge is refused', async () => {
  const { key, held } = await enrolled();
  const { options } = await webauthn.startChallenge(held, context);
  const { state } = await webauthn.startChallenge(held, context);
  expect(await webauthn.verifyResponse(state, key.get(options, 1), held, context)).toMatchObject(notAccepted);
});

test('an answer given at another origin, or of another key, user or a disabled one is refused', async () => {
  const phished = softwareAuthenticator('https://login.example.com', 'login.example.org', randomBytes(32));
  const { state, answer } = await webauthn.beginEnrollment(nothingHeld, context);
  const confirmation = { response: phished.create(answer.options ?? {}) };
  expect(await webauthn.confirmEnrollment(state, confirmation, context)).toMatchObject(notAccepted);

  const mine = await enrolled();
  const others = await enrolled();
  expect(await answered({ ...mine, key: others.key }, 1)).toMatchObject(notAccepted);
  expect(await answered(mine, 1, 'somebody-else')).toMatchObject(notAccepted);
  expect(await answered(await enrolled({ disabledAt: 1 }), 1)).toMatchObject(notAccepted);
});

test('a forged signature is refused', async () => {
  const { key, held } = await enrolled();
  const { state, options } = await webauthn.startChallenge(held, context);
  const answer = key.get(options, 1);
  const other = softwareAuthenticator(here, 'login.example.org', Buffer.from(key.id, 'base64url')).get(
    options,
    1,
  );
  const forged = { ...answer, response: { ...answer.response, signature: other.response.signature } };
  expect(await webauthn.verifyResponse(state, forged, held, context)).toMatchObject(notAccepted);
});

test('an answer of the wrong shape is refused by field', async () => {
  const { key, held } = await enrolled();
  const { state, options } = await webauthn.startChallenge(held, context);
  const { response, ...rest } = key.get(options, 1);
  const broken = { ...rest, response: { ...response, signature: 'not base64url!' } };
  await expect(webauthn.verifyResponse(state, broken, held, context)).rejects.toMatchObject({
    errors: [{ field: 'response.response.signature', message: 'must be base64url' }],
  });
  await expect(webauthn.verifyResponse(state, {}, held, context)).rejects.toMatchObject({
    code: 'invalid-request',
  });
  const enrollment = await webauthn.beginEnrollment(nothingHeld, context);
  await expect(
    webauthn.confirmEnrollment(enrollment.state, { code: '123456' }, context),
  ).rejects.toMatchObject({
    errors: [{ field: 'response', message: 'is missing' }],
  });
});
