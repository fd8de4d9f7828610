import { expect, test } from 'vitest';
import { admin, type House, openHouse } from '../../../../test/support/administration.ts';
import { methodParts } from '../../../../test/support/method-context.ts';
import { newToken, tokenHash } from '../../kernel/secrets.ts';
import { allMethods } from '../../methods/registry.ts';
import type { PasswordHasher } from '../../ports/secrets.ts';
import { changePassword } from '../account/password.ts';
import { suspendUser } from '../administer/users/suspend.ts';
import { redeemPasswordReset } from '../password-reset.ts';
import { startSignIn } from './start.ts';

/** Hashing a password takes its time: what happens meanwhile counts. */

const client = { address: '192.0.2.7', userAgent: 'test' };
const old = 'lantern orchid gravel seven';
const fresh = 'meadow copper violin thirty';

/** `meanwhile` happens once, after a password was found right and before that has led to anything. */
const opened = async (meanwhile: (house: House, again: Deps) => Promise<unknown>) => {
  const house = await openHouse();
  const { hasher } = methodParts;
  const methods = allMethods({ ...methodParts, sealer: house.sealer });
  const plain = { ...house, hasher, methods };
  const ann = await house.active('ann');
  const passwordHash = await hasher.hash(old);
  await house.transact(({ users }) => users.edit(ann, { passwordHash }));
  let happened = false;
  const slow: PasswordHasher = {
    ...hasher,
    verify: async (hash, password) => {
      const right = await hasher.verify(hash, password);
      if (!happened) {
        happened = true;
        await meanwhile(house, plain);
      }
      return right;
    },
  };
  return { house, ann, deps: { ...plain, hasher: slow }, plain };
};
type Deps = House & { readonly hasher: PasswordHasher; readonly methods: ReturnType<typeof allMethods> };

const resetByLink = async (house: House, again: Deps): Promise<void> => {
  const token = newToken(house.random);
  const user = (await house.read.users.byUsername('ann'))?.id ?? null;
  const at = house.clock.now();
  await house.transact(({ links }) =>
    links.add({
      id: house.newId(),
      purpose: 'password-reset',
      user,
      tokenHash: tokenHash(token),
      createdAt: at,
      expiresAt: at + 60_000,
    }),
  );
  await redeemPasswordReset(again)({ token, password: fresh }, client);
};

test('a password that is reset while it is checked begins no sign-in', async () => {
  const { deps } = await opened(resetByLink);
  const signIn = startSignIn(deps)({ username: 'ann', password: old }, client, '');
  await expect(signIn).rejects.toMatchObject({ code: 'invalid-credentials' });
});

test('a user who is suspended while the password is checked does not get in', async () => {
  const { deps } = await opened(async (house) => {
    const user = await house.read.users.byUsername('ann');
    await suspendUser(house)(admin, user?.id ?? '');
  });
  const signIn = startSignIn(deps)({ username: 'ann', password: old }, client, '');
  await expect(signIn).rejects.toMatchObject({ code: 'invalid-credentials' });
});

test('a session that is ended while it changes the password changes nothing', async () => {
  const { house, ann, deps, plain } = await opened(resetByLink);
  const now = house.clock.now();
  const session = house.newId<'session'>();
  await house.transact(({ sessions }) =>
    sessions.add({
      id: session,
      tokenHash: session,
      user: ann,
      proofs: [],
      skipped: false,
      ...client,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: now + 3_600_000,
      steppedUpAt: now,
      endedAt: null,
    }),
  );
  const thief = {
    kind: 'session',
    session,
    user: ann,
    username: 'ann',
    role: null,
    address: '127.0.0.1',
    steppedUpUntil: now + 1,
  } as const;
  const change = changePassword(deps)(
    thief,
    { currentPassword: old, newPassword: 'gravel gravel orchid nine' },
    client,
    '',
  );
  await expect(change).rejects.toMatchObject({ code: 'sign-in-required' });
  await expect(startSignIn(plain)({ username: 'ann', password: fresh }, client, '')).resolves.toBeDefined();
});
