import { expect, test } from 'vitest';
import { admin, day, type House, monday, openHouse } from '../../../../../test/support/administration.ts';
import { createTestDatabase } from '../../../../../test/support/postgres.ts';
import type { ExemptionId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../ports/refusal.ts';
import { putRequirement } from '../requirements.ts';
import { getUser } from '../users/list.ts';
import { createExemption } from './create.ts';
import { endExemption } from './end.ts';
import { listExemptions, listUserExemptions } from './list.ts';
import { notifyOfExemptions } from './notify.ts';

const everyone = { kind: 'everyone' } as const;
const iso = (at: number) => new Date(at).toISOString();

/** Where a house stands on a database of its own. */
const databases: readonly (readonly [string, () => Promise<string | undefined>])[] = [
  ['SQLite', async () => undefined],
  ['PostgreSQL', createTestDatabase],
];

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) =>
      error instanceof Refusal ? [error.code, ...error.errors.map(({ field }) => field)].join(' ') : error,
  );

const withExempt = async (days: number, databaseUrl?: string) => {
  const house = await openHouse(databaseUrl);
  const olivia = await house.active('olivia', { role: 'owner' });
  const meter = await house.active('meter');
  const exempt = (until = monday + days * day) =>
    createExemption(house)(admin, {
      userId: meter,
      ownerId: olivia,
      reason: 'Reads the meters.',
      until: iso(until),
    });
  return { house, olivia, meter, exempt };
};

const twoFactorOf = async (house: House, id: string) => (await getUser(house)(id)).twoFactor;

const mailed = async (house: House, kind: string) => {
  const { mails } = await house.read.outbox.list({}, { limit: 200 });
  return mails.filter((mail) => mail.kind === kind);
};

test('who is exempt is required nothing of, and has no period until it ends', async () => {
  const { house, meter, exempt } = await withExempt(30);
  await exempt();
  await putRequirement(house)(admin, everyone, { strength: 'soft' });
  expect(await twoFactorOf(house, meter)).toMatchObject({ status: 'not-enrolled', required: false });
  const { users } = await house.read.users.list({ required: true }, monday, { limit: 50 });
  expect(users.map(({ user }) => user.username)).toEqual(['olivia']);
});

test('when it ends by itself the period starts that day, though nobody signs in, and its owner is told once', async () => {
  const { house, meter, exempt } = await withExempt(30);
  await putRequirement(house)(admin, everyone, { strength: 'soft' });
  await exempt();
  house.at(monday + 30 * day);
  await Promise.all([notifyOfExemptions(house)(), notifyOfExemptions(house)()]);
  expect(await notifyOfExemptions(house)()).toBe(0);
  expect(await twoFactorOf(house, meter)).toMatchObject({
    status: 'in-enrollment-period',
    required: true,
    period: { startedAt: iso(monday + 30 * day) },
  });
  expect(await mailed(house, 'exemption-ended')).toHaveLength(1);
  expect(await listExemptions(house)({ limit: 50 })).toEqual({ items: [] });
  const { events } = await house.read.audit.search({ user: meter }, { order: 'newest first', limit: 1 });
  expect(events[0]).toMatchObject({ kind: 'exemption.ended', actor: { kind: 'system' } });
});

test('ended by hand it is the same, at once', async () => {
  const { house, meter, exempt } = await withExempt(30);
  await putRequirement(house)(admin, everyone, { strength: 'soft' });
  const { id } = await exempt();
  house.at(monday + 20 * day);
  await endExemption(house)(admin, id);
  expect(await twoFactorOf(house, meter)).toMatchObject({ status: 'in-enrollment-period', required: true });
  expect(await codeOf(endExemption(house)(admin, id))).toBe('not-found');
});

test('its owner is reminded 14 and 3 days before it ends', async () => {
  const { house, exempt } = await withExempt(30);
  await exempt();
  const subjects = async (at: number) => {
    house.at(at);
    await notifyOfExemptions(house)();
    return (await mailed(house, 'exemption-ending')).map(({ subject }) => subject);
  };
  expect(await subjects(monday + 16 * day - 1)).toEqual([]);
  expect(await subjects(monday + 16 * day)).toEqual(['The exemption of meter ends in 14 days']);
  await subjects(monday + 27 * day);
  const [, last] = [await subjects(monday + 28 * day), await mailed(house, 'exemption-ending')];
  expect(last).toHaveLength(2);
  expect(last[0]).toMatchObject({
    to: 'olivia@example.com',
    subject: 'The exemption of meter ends in 3 days',
  });
});

test('the owners of the installation are told in place of one who is gone', async () => {
  const { house, meter, exempt } = await withExempt(10);
  await exempt();
  const heir = await house.active('heir', { role: 'owner' });
  await house.transact(({ users }) => users.remove(heir));
  await house.active('oscar', { role: 'owner' });
  const { items } = await listUserExemptions(house)(meter);
  await house.transact(({ users }) => users.remove(items[0]?.owner?.id as never));
  house.at(monday + 10 * day);
  await notifyOfExemptions(house)();
  expect((await mailed(house, 'exemption-ended')).map(({ to }) => to)).toEqual(['oscar@example.com']);
});

test('an exemption has somebody else who answers for it, a reason, and an end within 366 days', async () => {
  const { house, olivia, meter, exempt } = await withExempt(30);
  expect(await codeOf(exempt(monday))).toBe('invalid-request until');
  expect(await codeOf(exempt(monday + 367 * day))).toBe('invalid-request until');
  expect(await codeOf(exempt(monday + 366 * day))).toBe('done');
  const given = { reason: 'x', until: iso(monday + day) };
  const create = createExemption(house);
  expect(await codeOf(create(admin, { ...given, userId: 'nobody', ownerId: olivia }))).toBe(
    'invalid-request userId',
  );
  for (const ownerId of ['nobody', meter])
    expect(await codeOf(create(admin, { ...given, userId: meter, ownerId }))).toBe('invalid-request ownerId');
});

test('it lifts nothing of what is required of administrators, nor the strict profile', async () => {
  const { house, olivia, meter } = await withExempt(30);
  const given = { reason: 'x', until: iso(monday + day) };
  await createExemption(house)(admin, { ...given, userId: olivia, ownerId: meter });
  expect(await twoFactorOf(house, olivia)).toMatchObject({ required: true });
  await createExemption(house)(admin, { ...given, userId: meter, ownerId: olivia });
  expect(await twoFactorOf(house, meter)).toMatchObject({ required: false });
  await house.transact(async ({ settings, policies }) => {
    await policies.raiseRevision();
    await settings.write({ ...(await settings.read()), strictProfile: { on: true } });
  });
  expect(await twoFactorOf(house, meter)).toMatchObject({
    required: true,
    requiredBy: [{ name: 'Strict profile' }],
  });
});

test.each(databases)(
  'all that run are listed, the first to end first, page by page, on %s',
  async (_, database) => {
    const { house, exempt } = await withExempt(0, await database());
    for (const days of [30, 10, 20, 10]) await exempt(monday + days * day);
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await listExemptions(house)({ limit: 3, ...(cursor !== undefined && { cursor }) });
      pages.push(page.items.map(({ until }) => until));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    const at = (days: number) => iso(monday + days * day);
    expect(pages).toEqual([[at(10), at(10), at(20)], [at(30)]]);
    const soon = await listExemptions(house)({ limit: 50, endsWithinDays: 15 });
    expect(soon.items).toHaveLength(2);
    expect(await house.read.exemptions.byId('nothing' as ExemptionId, monday)).toBe(undefined);
  },
);
