import { describe, expect, test } from 'vitest';
import { admin, day, type House, monday, openHouse } from '../../../../test/support/administration.ts';
import { methodParts } from '../../../../test/support/method-context.ts';
import type { SessionId, UserId } from '../../kernel/ids.ts';
import { minutes } from '../../kernel/instant.ts';
import { allMethods, type Methods } from '../../methods/registry.ts';
import { codeAt, stepAt } from '../../methods/totp/steps.ts';
import type { MethodKind } from '../../policy/model.ts';
import { Refusal } from '../../ports/refusal.ts';
import { putRequirement } from '../administer/requirements.ts';
import { resetEnrollmentPeriod } from '../administer/users/reset-period.ts';
import { resetTwoFactor } from '../administer/users/reset-two-factor.ts';
import type { SessionCaller } from '../caller.ts';
import { addAuthenticator, confirmAuthenticator } from './authenticators.ts';

const everyone = { kind: 'everyone' } as const;
const client = { address: '192.0.2.7', userAgent: 'test' };
const verified = { identityVerifiedBy: 'in person', note: '' };

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : error),
  );

/** A session that has just proved a factor once more, or the password, as the gate hands it on. */
const steppedUp = async (house: House, user: UserId, proved?: MethodKind): Promise<SessionCaller> => {
  const now = house.clock.now();
  const session: SessionId = house.newId();
  await house.transact(({ sessions }) =>
    sessions.add({
      id: session,
      tokenHash: session,
      user,
      proofs: proved === undefined ? [] : [{ method: proved, at: now, byEnrolling: false }],
      skipped: false,
      ...client,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: now + day,
      steppedUpAt: now,
      endedAt: null,
    }),
  );
  return {
    kind: 'session',
    session,
    user,
    username: 'ann',
    role: null,
    address: '127.0.0.1',
    steppedUpUntil: now + minutes(5),
  };
};

/** `meanwhile` happens after the code was found right, and before that is stored. */
const account = (house: House, meanwhile: () => Promise<unknown> = async () => {}) => {
  const all = allMethods({ ...methodParts, sealer: house.sealer });
  const methods: Methods = {
    ...all,
    totp: {
      ...all.totp,
      confirmEnrollment: async (...given) => {
        const confirmed = await all.totp.confirmEnrollment(...given);
        await meanwhile();
        return confirmed;
      },
    },
  };
  const deps = { ...house, hasher: methodParts.hasher, methods };
  return {
    begin: (caller: SessionCaller, replaces?: string) =>
      addAuthenticator(deps)(caller, { method: 'totp', ...(replaces !== undefined && { replaces }) }),
    confirm: (caller: SessionCaller, { id, secret = '' }: { id: string; secret?: string | undefined }) => {
      const key = { secret, algorithm: 'SHA1', digits: 6, period: 30 } as const;
      return confirmAuthenticator(deps)(
        caller,
        id,
        { code: codeAt(key, stepAt(house.clock.now(), 30)) },
        client,
      );
    },
  };
};

const held = async (house: House, user: UserId) =>
  (await house.read.authenticators.ofUser(user)).map(({ method }) => method);

describe('rule 4: whoever is signed in while their period has expired', () => {
  const onServers = { strength: 'soft' as const, days: 1, entries: ['server' as const] };

  test('sets up nothing until an administrator has reset it', async () => {
    const house = await openHouse();
    const ann = await house.active('ann');
    await putRequirement(house)(admin, everyone, onServers);
    house.at(monday + 3 * day);
    const { begin, confirm } = account(house);
    const caller = await steppedUp(house, ann);
    await expect(begin(caller)).rejects.toMatchObject({
      code: 'method-not-available',
      message: expect.stringContaining('help desk'),
    });
    await resetEnrollmentPeriod(house)(admin, ann, verified);
    expect(await codeOf(confirm(caller, await begin(caller)))).toBe('done');
    expect(await held(house, ann)).toEqual(['totp']);
  });

  test('does not finish what was begun in time', async () => {
    const house = await openHouse();
    const ann = await house.active('ann');
    await putRequirement(house)(admin, everyone, onServers);
    const lastMinute = Date.parse('2026-11-24T23:59:00Z');
    house.at(lastMinute);
    const { begin, confirm } = account(house);
    const caller = await steppedUp(house, ann);
    const begun = await begin(caller);
    house.at(lastMinute + minutes(2));
    expect(await codeOf(confirm(caller, begun))).toBe('method-not-available');
    expect(await held(house, ann)).toEqual([]);
  });

  test('still renews what they have', async () => {
    const house = await openHouse();
    const ann = await house.active('ann');
    await house.enroll(ann);
    await putRequirement(house)(admin, everyone, { ...onServers, owed: ['webauthn'] });
    house.at(monday + 3 * day);
    const { begin, confirm } = account(house);
    const caller = await steppedUp(house, ann, 'totp');
    const [old] = await house.read.authenticators.ofUser(ann);
    expect(await codeOf(begin(caller))).toBe('method-not-available');
    expect(await codeOf(confirm(caller, await begin(caller, old?.id)))).toBe('done');
    const [renewed, ...others] = await house.read.authenticators.ofUser(ann);
    expect(renewed?.id).not.toBe(old?.id);
    expect(others).toEqual([]);
  });
});

describe('between the right code and its being stored', () => {
  test('a reset by an administrator leaves nothing behind', async () => {
    const house = await openHouse();
    const ann = await house.active('ann');
    await house.enroll(ann, 'webauthn');
    const { begin, confirm } = account(house, () => resetTwoFactor(house)(admin, ann, verified));
    const caller = await steppedUp(house, ann, 'webauthn');
    expect(await codeOf(confirm(caller, await begin(caller)))).toBe('sign-in-required');
    expect(await held(house, ann)).toEqual([]);
  });

  test('a session that ends, ends that too', async () => {
    const house = await openHouse();
    const ann = await house.active('ann');
    const caller = await steppedUp(house, ann);
    const { begin, confirm } = account(house, () =>
      house.transact(({ sessions }) => sessions.end(ann, caller.session, house.clock.now())),
    );
    expect(await codeOf(confirm(caller, await begin(caller)))).toBe('sign-in-required');
    expect(await held(house, ann)).toEqual([]);
  });

  test('a factor that is set up elsewhere has to be proved: the password was enough for nothing else', async () => {
    const house = await openHouse();
    const ann = await house.active('ann');
    const caller = await steppedUp(house, ann);
    const { begin, confirm } = account(house, () => house.enroll(ann, 'webauthn'));
    expect(await codeOf(confirm(caller, await begin(caller)))).toBe('step-up-required');
    expect(await held(house, ann)).toEqual(['webauthn']);
  });
});
