import { expect, test } from 'vitest';
import { addUser, onBothDatabases } from '../../../../test/support/databases.ts';
import { newId } from '../../../../test/support/samples.ts';
import type { Link } from '../../ports/links.ts';
import type { Mail } from '../../ports/outbox.ts';

const mailTo = (to: string, given: Partial<Mail> = {}): Mail => ({
  id: newId(),
  to,
  user: null,
  kind: 'activation',
  subject: 'Welcome',
  text: 'sealed',
  redactedText: 'Welcome',
  createdAt: 10,
  ...given,
});

onBothDatabases((given) => {
  test('a mail is claimed once, sent once, and its text is not kept', async () => {
    const { storage } = given();
    const [first, second] = [mailTo('Anna@example.org'), mailTo('anna@example.org', { createdAt: 100 })];
    await storage.transact(({ outbox }) => outbox.add(first, second));
    const claim = (now: number, staleBefore = 0) =>
      storage.transact((all) => all.outbox.claim(now, staleBefore, 10));
    expect(await claim(9)).toEqual([]);
    expect(await claim(50)).toEqual([
      { ...first, state: 'sending', attempts: 1, nextAttemptAt: 10, sentAt: null, error: null },
    ]);
    expect(await claim(50)).toEqual([]);
    expect((await claim(60, 51)).map(({ id, attempts }) => [id, attempts])).toEqual([[first.id, 2]]);
    await storage.transact(({ outbox }) => outbox.sent(first.id, 70));
    expect(await claim(99, 99)).toEqual([]);
    const { mails } = await storage.read.outbox.list({ to: 'ANNA@example.org' }, { limit: 5 });
    expect(mails.map(({ id, state, text, sentAt }) => [id, state, text, sentAt])).toEqual([
      [second.id, 'waiting', 'sealed', null],
      [first.id, 'sent', '', 70],
    ]);
  });

  test('a mail that failed is tried again later, or given up until somebody asks', async () => {
    const { storage } = given();
    const mail = mailTo('ben@example.org');
    const before = await storage.read.outbox.countWaiting();
    await storage.transact(async ({ outbox }) => {
      await outbox.add(mail);
      await outbox.failed(mail.id, 'no route', 90);
    });
    const find = async () => (await storage.read.outbox.list({ to: mail.to }, { limit: 1 })).mails[0];
    expect(await find()).toMatchObject({ state: 'waiting', error: 'no route', nextAttemptAt: 90 });
    expect(await storage.read.outbox.countWaiting()).toBe(before + 1);
    await storage.transact(({ outbox }) => outbox.failed(mail.id, 'no such user', null));
    expect(await find()).toMatchObject({ state: 'failed', error: 'no such user', nextAttemptAt: null });
    expect(await storage.transact(({ outbox }) => outbox.retry(mail.id, 95))).toMatchObject({
      state: 'waiting',
      nextAttemptAt: 95,
    });
    await storage.transact(({ outbox }) => outbox.sent(mail.id, 96));
    expect(await storage.transact(({ outbox }) => outbox.retry(mail.id, 97))).toBeUndefined();
  });

  test('mails are listed newest first, in the order they came, page by page', async () => {
    const { storage } = given();
    const to = `${newId()}@example.org`;
    const mails = Array.from({ length: 5 }, () => mailTo(to));
    await storage.transact(({ outbox }) => outbox.add(...mails));
    const page = await storage.read.outbox.list({ to, state: 'waiting' }, { limit: 3 });
    const rest = await storage.read.outbox.list(
      { to },
      { limit: 3, ...(page.next ? { after: page.next } : {}) },
    );
    expect([...page.mails, ...rest.mails].map(({ id }) => id)).toEqual(mails.map(({ id }) => id).reverse());
    expect(rest.next).toBeUndefined();
  });

  test('a job is done by one process at a time, and taken over from one that fell silent', async () => {
    const { storage } = given();
    const job = {
      id: newId<'job'>(),
      kind: 'require-2fa',
      cursor: '{}',
      state: 'waiting',
      done: 0,
      total: 3,
      createdAt: 1,
      error: null,
    } as const;
    await storage.transact(({ jobs }) => jobs.add(job));
    const claim = (now: number, staleBefore: number) =>
      storage.transact(({ jobs }) => jobs.claim(now, staleBefore));
    expect(await claim(10, 0)).toMatchObject({ ...job, state: 'running' });
    expect(await claim(11, 10)).toBeUndefined();
    await storage.transact(({ jobs }) => jobs.progress(job.id, '{"after":2}', 2, 20));
    expect(await claim(30, 20)).toBeUndefined();
    expect(await claim(30, 21)).toMatchObject({ id: job.id, cursor: '{"after":2}', done: 2 });
    await storage.transact(({ jobs }) => jobs.finish(job.id, 'it broke', 40));
    expect(await storage.read.jobs.byId(job.id)).toMatchObject({ state: 'failed', error: 'it broke' });
    expect(await claim(50, 50)).toBeUndefined();
  });

  test('a job that was cancelled or has ended stays so, and says when', async () => {
    const { storage } = given();
    const [cancelled, done] = [newId<'job'>(), newId<'job'>()];
    await storage.transact(async ({ jobs }) => {
      for (const id of [cancelled, done])
        await jobs.add({
          id,
          kind: 'x',
          cursor: '',
          state: 'waiting',
          done: 0,
          total: 2,
          createdAt: 5,
          error: null,
        });
      await jobs.keepUsers(cancelled, 0, [newId(), newId()]);
    });
    const end = (id: typeof done) => storage.transact(({ jobs }) => jobs.cancel(id, 7));
    await storage.transact(({ jobs }) => jobs.finish(done, null, 6));
    expect([await end(cancelled), await end(cancelled), await end(done)]).toEqual([true, false, false]);
    await storage.transact(({ jobs }) => jobs.finish(cancelled, null, 8));
    expect(await storage.read.jobs.byId(cancelled)).toMatchObject({ state: 'cancelled', endedAt: 7 });
    expect(await storage.read.jobs.usersOf(cancelled, 0)).toBeUndefined();
    const listed = await storage.read.jobs.list({ state: 'cancelled' }, { limit: 5 });
    expect(listed.items.map(({ id }) => id)).toEqual([cancelled]);
  });

  test('whom a job could not serve is listed in order, page by page, and so are jobs, the latest first', async () => {
    const { storage } = given();
    const jobs = Array.from({ length: 3 }, () => newId<'job'>());
    const failed = Array.from({ length: 5 }, (_, index) => ({
      user: newId<'user'>(),
      username: index === 2 ? null : `user-${index}`,
      code: 'not-found',
      message: 'gone',
    }));
    await storage.transact(async (to) => {
      for (const [index, id] of jobs.entries())
        await to.jobs.add({
          id,
          kind: 'y',
          cursor: '',
          state: 'waiting',
          done: 0,
          total: 9,
          createdAt: 1_000 + index,
          error: null,
        });
      const [id = newId<'job'>()] = jobs;
      await to.jobs.proceed(id, { cursor: 'a', done: 3, failed: failed.slice(0, 2) }, 2);
      await to.jobs.proceed(id, { cursor: 'b', done: 7, total: 8, failed: failed.slice(2) }, 3);
    });
    const [id = newId<'job'>()] = jobs;
    const first = await storage.read.jobs.failures(id, { limit: 3 });
    const rest = await storage.read.jobs.failures(id, { limit: 3, after: first.next ?? '' });
    expect([...first.items, ...rest.items]).toEqual(failed);
    expect(rest.next).toBeUndefined();
    expect(await storage.read.jobs.byId(id)).toMatchObject({ done: 7, total: 8, failures: 5 });
    const latest = await storage.read.jobs.list({}, { limit: 2 });
    const older = await storage.read.jobs.list({}, { limit: 1, after: latest.next ?? '' });
    expect([...latest.items, ...older.items].map((job) => job.id)).toEqual(jobs.toReversed());
  });

  test('a link works once and in time; voiding spares other purposes and users', async () => {
    const { storage } = given();
    const [user, other] = [await addUser(storage), await addUser(storage)];
    const link = (given: Partial<Link> = {}): Link => ({
      id: newId(),
      purpose: 'activation',
      user: user.id,
      tokenHash: newId(),
      createdAt: 1,
      expiresAt: 100,
      ...given,
    });
    const [mine, theirs, reset, setup] = [
      link(),
      link({ user: other.id }),
      link({ purpose: 'password-reset' }),
      link({ purpose: 'setup', user: null }),
    ];
    await storage.transact(async ({ links }) => {
      await links.addMany([mine, theirs, reset]);
      await links.add(setup);
    });
    const find = ({ tokenHash }: Link, now = 99) => storage.read.links.find(tokenHash, now);
    expect([await find(mine), await find(setup), await find(mine, 100)]).toEqual([mine, setup, undefined]);
    await storage.transact(({ links }) => links.voidAll('activation', user.id));
    await storage.transact(({ links }) => links.voidAll('setup', null));
    expect([await find(mine), await find(setup)]).toEqual([undefined, undefined]);
    expect([await find(theirs), await find(reset)]).toEqual([theirs, reset]);
    const consume = () => storage.transact(({ links }) => links.consume(reset.id, 5));
    expect([await consume(), await consume()]).toEqual([true, false]);
    expect(await find(reset)).toBeUndefined();
    await storage.transact(({ links }) => links.purge(101, 1_000));
    expect(await find(theirs, 1)).toBeUndefined();
  });

  test("a user's token works while the user is active; the installation's until it expires", async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const token = {
      id: newId<'token'>(),
      name: 'mine',
      role: 'auditor',
      tokenHash: newId(),
      user: user.id,
      createdAt: 1,
      expiresAt: 1_000_000,
      lastUsedAt: null,
    } as const;
    const ours = { ...token, id: newId<'token'>(), tokenHash: newId(), user: null, createdAt: 2 };
    await storage.transact(async ({ apiTokens }) => {
      await apiTokens.add(token);
      await apiTokens.add(ours);
    });
    const find = (hash: string, now = 5) => storage.read.apiTokens.byToken(hash, now);
    expect([await find(token.tokenHash), await find(ours.tokenHash)]).toEqual([token, ours]);
    expect(await storage.read.apiTokens.list(5)).toEqual([token, ours]);
    expect(await find(ours.tokenHash, 1_000_000)).toBeUndefined();
    const use = async (now: number) => {
      await storage.transact(({ apiTokens }) => apiTokens.used(ours.id, now, now - 60_000));
      return (await find(ours.tokenHash))?.lastUsedAt;
    };
    expect([await use(10), await use(60_009), await use(60_010)]).toEqual([10, 10, 60_010]);
    await storage.transact(({ users }) => users.edit(user.id, { state: 'suspended' }));
    expect(await find(token.tokenHash)).toBeUndefined();
    const revoke = () => storage.transact(({ apiTokens }) => apiTokens.revoke(ours.id));
    expect([await revoke(), await revoke()]).toEqual([true, false]);
    await storage.transact(({ apiTokens }) => apiTokens.revokeAll(user.id));
    await storage.transact(({ users }) => users.edit(user.id, { state: 'active' }));
    expect(await find(token.tokenHash)).toBeUndefined();
  });
});
