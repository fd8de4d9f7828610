import { expect, test } from 'vitest';
import { addUser, onBothDatabases } from '../../../../test/support/databases.ts';
import { newId } from '../../../../test/support/samples.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Challenge } from '../../ports/challenges.ts';
import type { Session } from '../../ports/sessions.ts';
import type { SignIn } from '../../ports/sign-ins.ts';

const signInOf = (user: UserId, given: Partial<SignIn> = {}): SignIn => ({
  id: newId(),
  tokenHash: newId(),
  user,
  resource: { kind: 'app', id: 'wiki' },
  proofs: [],
  skippedAt: null,
  address: '192.0.2.1',
  userAgent: 'Browser',
  browser: null,
  createdAt: 0,
  expiresAt: 600,
  endedAt: null,
  ...given,
});

const sessionOf = (user: UserId, given: Partial<Session> = {}): Session => ({
  id: newId(),
  tokenHash: newId(),
  user,
  proofs: [],
  skipped: true,
  address: '192.0.2.1',
  userAgent: 'Browser',
  createdAt: 0,
  lastSeenAt: 0,
  expiresAt: 1_000_000,
  steppedUpAt: null,
  endedAt: null,
  ...given,
});

const totpProof = { method: 'totp', at: 5, byEnrolling: false } as const;
const keyProof = { method: 'webauthn', at: 6, byEnrolling: true } as const;

onBothDatabases((given) => {
  test('a sign-in collects proofs, is skipped, and is found until it ends or expires', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const signIn = signInOf(user.id);
    const other = signInOf(user.id, { resource: { kind: 'portal' }, proofs: [totpProof] });
    await storage.transact(async ({ signIns }) => {
      await signIns.add(signIn);
      await signIns.add(other);
      await signIns.addProof(signIn.id, totpProof);
      await signIns.addProof(signIn.id, keyProof);
      await signIns.skip(signIn.id, 7);
    });
    const find = (now: number) => storage.read.signIns.byToken(signIn.tokenHash, now);
    expect(await find(599)).toEqual({ ...signIn, proofs: [totpProof, keyProof], skippedAt: 7 });
    expect(await find(600)).toBeUndefined();
    expect(await storage.read.signIns.byToken(other.tokenHash, 1)).toEqual(other);
    const end = () => storage.transact(({ signIns }) => signIns.end(signIn.id, 8));
    expect([await end(), await end()]).toEqual([true, false]);
    expect(await find(9)).toBeUndefined();
    await storage.transact(({ signIns }) => signIns.endAll(user.id, 9));
    expect(await storage.read.signIns.byToken(other.tokenHash, 10)).toBeUndefined();
  });

  test('purging takes what expired before, so many at a time', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const expired = [40, 50, 60].map((expiresAt) => signInOf(user.id, { expiresAt }));
    const live = signInOf(user.id);
    await storage.transact(async ({ signIns }) => {
      for (const signIn of [...expired, live]) await signIns.add(signIn);
      expect([await signIns.purge(100, 2), await signIns.purge(100, 2)]).toEqual([2, 1]);
      for (const { id } of expired) expect(await signIns.end(id, 101)).toBe(false);
      expect(await signIns.end(live.id, 101)).toBe(true);
    });
  });

  test('a challenge is found by its holder, for its purpose, in time, and consumed once', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const [signIn, session] = [signInOf(user.id), sessionOf(user.id)];
    const holder = { signIn: signIn.id };
    const challenge: Challenge = {
      id: newId(),
      holder,
      user: user.id,
      purpose: 'enroll',
      method: 'totp',
      state: 'sealed',
      replaces: 'old',
      createdAt: 0,
      expiresAt: 100,
    };
    await storage.transact(async ({ signIns, sessions, challenges }) => {
      await signIns.add(signIn);
      await sessions.add(session);
      await challenges.add(challenge);
    });
    const { challenges } = storage.read;
    expect(await challenges.find(challenge.id, holder, 'enroll', 99)).toEqual(challenge);
    expect(await challenges.find(challenge.id, holder, 'enroll', 100)).toBeUndefined();
    expect(await challenges.find(challenge.id, holder, 'prove', 1)).toBeUndefined();
    expect(await challenges.find(challenge.id, { signIn: newId() }, 'enroll', 1)).toBeUndefined();
    expect(await challenges.find(challenge.id, { session: session.id }, 'enroll', 1)).toBeUndefined();
    const consume = () => storage.transact((all) => all.challenges.consume(challenge.id, 2));
    expect([await consume(), await consume()]).toEqual([true, false]);
    expect(await challenges.find(challenge.id, holder, 'enroll', 3)).toBeUndefined();
  });

  test('challenges of a session are voided with all of the user, or purged when they expired', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const session = sessionOf(user.id);
    const holder = { session: session.id };
    const base = {
      holder,
      user: user.id,
      purpose: 'prove',
      method: 'webauthn',
      state: '',
      replaces: null,
    } as const;
    const [early, late] = [newId<'challenge'>(), newId<'challenge'>()];
    await storage.transact(async ({ sessions, challenges }) => {
      await sessions.add(session);
      await challenges.add({ ...base, id: early, createdAt: 0, expiresAt: 10 });
      await challenges.add({ ...base, id: late, createdAt: 0, expiresAt: 1_000 });
      await challenges.purge(500, 1_000);
      expect(await challenges.consume(early, 1)).toBe(false);
      expect(await challenges.find(late, holder, 'prove', 1)).toMatchObject({ id: late, holder });
      await challenges.removeAll(user.id);
      expect(await challenges.find(late, holder, 'prove', 1)).toBeUndefined();
    });
  });

  test('a session is found until it is ended, expired or idle', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const session = sessionOf(user.id, { proofs: [totpProof], lastSeenAt: 100 });
    await storage.transact(({ sessions }) => sessions.add(session));
    const find = (now: number, idleSince: number) =>
      storage.read.sessions.byToken(session.tokenHash, now, idleSince);
    expect(await find(200, 100)).toEqual(session);
    expect(await find(200, 101)).toBeUndefined();
    expect(await find(1_000_000, 0)).toBeUndefined();
    expect(await storage.read.sessions.ofUser(user.id, 200, 0)).toEqual([session]);
    await storage.transact(async ({ sessions }) => {
      await sessions.addProof(session.id, keyProof);
      await sessions.stepUp(session.id, 300);
    });
    expect(await find(301, 0)).toEqual({ ...session, proofs: [totpProof, keyProof], steppedUpAt: 300 });
    const end = (by: UserId) => storage.transact(({ sessions }) => sessions.end(by, session.id, 400));
    expect([await end(newId()), await end(user.id), await end(user.id)]).toEqual([false, true, false]);
    expect(await find(401, 0)).toBeUndefined();
  });

  test('of requests at once, one marks the session as seen', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const session = sessionOf(user.id);
    await storage.transact(({ sessions }) => sessions.add(session));
    const seen = async (now: number) => {
      await storage.transact(({ sessions }) => sessions.seen(session.id, now, now - 60_000));
      return (await storage.read.sessions.byToken(session.tokenHash, now, 0))?.lastSeenAt;
    };
    expect([await seen(59_999), await seen(60_000), await seen(60_001)]).toEqual([0, 60_000, 60_000]);
  });

  test('all sessions of a user end but the one that is spared', async () => {
    const { storage } = given();
    const [user, other] = [await addUser(storage), await addUser(storage)];
    const mine = [sessionOf(user.id), sessionOf(user.id), sessionOf(user.id)];
    const theirs = sessionOf(other.id);
    await storage.transact(async ({ sessions }) => {
      for (const session of [...mine, theirs]) await sessions.add(session);
    });
    const endAll = (except?: Session) =>
      storage.transact(({ sessions }) => sessions.endAll(user.id, 5, except?.id));
    expect([await endAll(mine[1]), await endAll(mine[1]), await endAll()]).toEqual([2, 0, 1]);
    expect(await storage.read.sessions.ofUser(other.id, 6, 0)).toEqual([theirs]);
    await storage.transact(({ sessions }) => sessions.purge(1_000_001, 1_000));
    expect(await storage.read.sessions.ofUser(other.id, 6, 0)).toEqual([]);
  });

  test('a browser is known to the user who signed in with it, and to nobody else', async () => {
    const { storage } = given();
    const [user, other] = [await addUser(storage), await addUser(storage)];
    const browser = { id: newId<'browser'>(), user: user.id, tokenHash: newId(), at: 1 };
    await storage.transact(({ knownBrowsers }) => knownBrowsers.add(browser));
    expect(await storage.read.knownBrowsers.find(browser.tokenHash, user.id)).toBe(browser.id);
    expect(await storage.read.knownBrowsers.find(browser.tokenHash, other.id)).toBeUndefined();
    await storage.transact(({ knownBrowsers }) => knownBrowsers.removeAll(user.id));
    expect(await storage.read.knownBrowsers.find(browser.tokenHash, user.id)).toBeUndefined();
  });

  test('of one user’s browsers the 10 newest are known, each for as long as is said', async () => {
    const { storage } = given();
    const [user, other] = [await addUser(storage), await addUser(storage)];
    const add = (of: UserId, at: number) =>
      storage.transact(({ knownBrowsers }) =>
        knownBrowsers.add({ id: newId<'browser'>(), user: of, tokenHash: `${at}`, at }),
      );
    const known = async () => {
      const found: number[] = [];
      for (let at = 1; at <= 13; at += 1)
        if (await storage.read.knownBrowsers.find(`${at}`, user.id)) found.push(at);
      return found;
    };
    await add(other.id, 1);
    for (const at of [3, 1, 2, 4, 5, 6, 7, 8, 9, 10]) await add(user.id, at);
    expect(await known()).toHaveLength(10);
    for (const at of [12, 11]) await add(user.id, at);
    await add(user.id, 12);
    expect(await known()).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const purge = (before: number, limit: number) =>
      storage.transact(({ knownBrowsers }) => knownBrowsers.purge(before, limit));
    expect([await purge(11, 5), await purge(11, 1_000), await purge(11, 1_000)]).toEqual([5, 4, 0]);
    expect(await known()).toEqual([11, 12]);
  });
});
