import { expect, test } from 'vitest';
import { admin, day, type House, monday, openHouse } from '../../../../test/support/administration.ts';
import { methodParts } from '../../../../test/support/method-context.ts';
import { policy } from '../../../../test/support/policy/examples.ts';
import { runRaw } from '../../../../test/support/raw-sql.ts';
import { explanationText } from '../../cli/explanation-text.ts';
import type { GroupId } from '../../kernel/ids.ts';
import { allMethods } from '../../methods/registry.ts';
import type { Policy } from '../../policy/model.ts';
import type { TokenCaller } from '../caller.ts';
import { startSignIn } from '../sign-in/start.ts';
import { skip } from '../sign-in/steps.ts';
import { explainLogin } from './login.ts';
import { policyReport } from './report.ts';

const password = 'lantern orchid gravel seven';
const client = { address: '203.0.113.5', userAgent: 'test' };

/** Somebody in the group “Staff” who can sign in, and policies as they are given. */
const opened = async (...policies: readonly ((staff: GroupId) => Policy)[]) => {
  const house = await openHouse();
  const staff = house.newId<'group'>();
  await house.transact(({ groups }) =>
    groups.add({ id: staff, name: 'Staff', description: '', createdAt: monday }),
  );
  await put(house, ...policies.map((make) => make(staff)));
  const ada = await house.active('ada', { groups: [staff] });
  const passwordHash = await methodParts.hasher.hash(password);
  await house.transact(({ users }) => users.edit(ada, { passwordHash }));
  const methods = allMethods({ ...methodParts, sealer: house.sealer });
  const deps = { ...house, hasher: methodParts.hasher, methods };
  const enter = () => startSignIn(deps)({ username: 'ada', password }, client, '');
  const skipped = async () => skip(deps)((await enter()).signInToken ?? '', '');
  return { house, ada, staff, enter, skipped, explain: explainLogin(house) };
};

let changes = 0;
const put = (house: House, ...policies: readonly Policy[]): Promise<void> =>
  house.transact(async (source) => {
    changes += 1;
    for (const policy of policies)
      await source.policies.save({
        policy,
        version: changes,
        changedAt: house.clock.now(),
        changedBy: { kind: 'cli' },
        graceEndedAt: null,
      });
    await source.policies.raiseRevision();
  });

const lastEntry = async ({ read }: House, kind: string): Promise<number> =>
  (await read.audit.from(1, 100)).findLast((entry) => entry.kind === kind)?.seq ?? 0;

const abroad = (): Policy =>
  policy('forced', { id: 'Abroad', when: { outsideNetworks: ['10.0.0.0/8', '192.0.2.0/24'] } });
const softForStaff = (staff: GroupId): Policy =>
  policy('soft', { id: 'Staff first', who: { kind: 'groups', groups: [staff] } });

test('a login that might be shows the outcome, what follows, and each criterion with what it was compared with', async () => {
  const { explain } = await opened(abroad, softForStaff);
  const explained = await explain(admin, { username: 'ADA', address: '203.0.113.5' });
  expect(explained).toMatchObject({
    decision: { outcome: 'enroll', strength: 'forced', requiredBy: [{ name: 'Abroad' }] },
    afterwards: [{ outcome: 'allow' }],
    user: { username: 'ada', groups: [{ name: 'Staff' }], periods: [{ policy: 'Staff first' }] },
  });
  expect(explained.policies.map(({ name, effect }) => [name, effect])).toEqual([
    ['Abroad', 'applied'],
    ['Staff first', 'applied'],
    ['Administrators', 'missed'],
    ['Strict profile', 'strict-profile-off'],
  ]);
  const [first, second] = explained.policies;
  expect(first?.criteria).toContainEqual({
    criterion: 'outside-networks',
    verdict: 'hit',
    wanted: 'outside of 10.0.0.0/8 or 192.0.2.0/24',
    found: '203.0.113.5',
  });
  expect(second?.criteria).toEqual([
    { criterion: 'who', verdict: 'hit', wanted: 'in Staff', found: 'in Staff' },
  ]);
  const home = await explain(admin, { username: 'ada', address: '10.1.2.3' });
  expect(home.decision).toMatchObject({ outcome: 'enroll', strength: 'soft', skippable: true });
  const nowhere = await explain(admin, { username: 'ada' });
  expect(nowhere.policies[0]?.criteria.at(-1)).toMatchObject({
    verdict: 'unknown',
    found: 'the address is not known',
  });
});

test('at another time it is decided by that time', async () => {
  const times = [{ weekdays: [1, 2, 3, 4, 5], from: 480, to: 1080, timeZone: 'Europe/Berlin' }];
  const { explain, ada } = await opened(softForStaff, () =>
    policy('deny', { id: 'Office hours', when: { times } }),
  );
  const at = (time: string) => explain(admin, { userId: ada, at: time });
  const monday = await at('2026-11-23T09:00:00Z');
  expect(monday.decision).toMatchObject({ outcome: 'deny', code: 'denied-by-policy' });
  expect(monday.policies[0]?.criteria.at(-1)).toEqual({
    criterion: 'times',
    verdict: 'hit',
    wanted: 'Mon–Fri 08:00–18:00 (Europe/Berlin)',
    found: 'Mon 10:00 (Europe/Berlin)',
  });
  expect((await at('2026-11-28T09:00:00Z')).decision).toMatchObject({ outcome: 'enroll', skippable: true });
  expect((await at('2026-12-06T09:00:00Z')).decision).toMatchObject({
    outcome: 'deny',
    code: 'enrollment-expired',
    since: '2026-11-30T23:59:59.999Z',
  });
});

test('a past sign-in is explained by the facts and the rules of its day', async () => {
  const { house, ada, enter, skipped, explain, staff } = await opened(softForStaff);
  expect((await skipped()).state.state).toBe('complete');
  const completed = await lastEntry(house, 'sign-in.completed');

  house.at(monday + day);
  await put(house, policy('deny', { id: 'Staff first', who: { kind: 'groups', groups: [staff] } }));
  expect((await enter()).state.state).toBe('denied');
  const denied = await lastEntry(house, 'sign-in.denied');
  await house.enroll(ada);
  await house.transact(({ users }) => users.remove(ada));

  const first = await explain(admin, { auditSeq: completed });
  expect(first).toMatchObject({
    signIn: { auditSeq: completed },
    at: new Date(monday).toISOString(),
    decision: { outcome: 'allow' },
    afterwards: [],
    request: { address: '203.0.113.5', skipped: true },
    user: { username: 'ada', authenticators: [] },
  });
  expect(first.policies[0]).toMatchObject({ name: 'Staff first', asks: { strength: 'soft', days: 7 } });
  expect(await explain(admin, { auditSeq: denied })).toMatchObject({
    decision: { outcome: 'deny', code: 'denied-by-policy', requiredBy: [{ name: 'Staff first' }] },
  });
  expect(await explain(admin, { signInId: first.signIn?.id ?? '' })).toMatchObject({ at: first.at });
  await expect(explain(admin, { username: 'ada' })).rejects.toMatchObject({ code: 'not-found' });
});

test('past sign-ins are for those who may read the audit log', async () => {
  const { house, skipped, explain } = await opened(softForStaff);
  await skipped();
  const auditSeq = await lastEntry(house, 'sign-in.completed');
  const as = (role: TokenCaller['role']): TokenCaller => ({
    kind: 'token',
    token: house.newId(),
    name: role,
    role,
    user: null,
  });
  await expect(explain(as('help-desk'), { auditSeq })).rejects.toMatchObject({ code: 'permission-denied' });
  await expect(explain(as('help-desk'), { username: 'ada' })).resolves.toBeDefined();
  await expect(explain(as('auditor'), { auditSeq })).resolves.toBeDefined();
  await expect(explain(admin, { auditSeq: 10_000 })).rejects.toMatchObject({ code: 'not-found' });
});

test('what is stored of a past sign-in is compared with its digest in the audit log', async () => {
  const { house, skipped, explain } = await opened(softForStaff);
  await skipped();
  const auditSeq = await lastEntry(house, 'sign-in.completed');
  const explained = await explain(admin, { auditSeq });
  expect(explained.signIn?.record).toBe('intact');
  const signInId = explained.signIn?.id ?? '';
  expect((await explain(admin, { signInId })).signIn?.record).toBe('intact');
  const storage = { kind: 'sqlite', folder: house.folder } as const;
  const change = async (table: string, column: string, from: string, to: string) => {
    const replacing = (one: string, other: string) =>
      runRaw(storage, `update ${table} set ${column} = replace(${column}, '${one}', '${other}')`);
    await replacing(from, to);
    for (const which of [{ auditSeq }, { signInId }]) {
      const changed = await explain(admin, which);
      expect(changed.signIn?.record).toBe('changed');
      expect(explanationText(changed)).toContain('was changed since');
    }
    await replacing(to, from);
    expect((await explain(admin, { auditSeq })).signIn?.record).toBe('intact');
  };
  await change('decision_records', 'facts', '203.0.113.5', '203.0.113.6');
  await change('rule_sets', 'rules', '"soft"', '"optional"');
});

test('each real sign-in is counted for the policies in report-only that are about it', async () => {
  const reporting =
    (name: string, strength: 'deny' | 'forced' | 'soft', when = {}): (() => Policy) =>
    () =>
      policy(strength, { id: name, state: 'report-only', when });
  const { house, enter, skipped } = await opened(
    softForStaff,
    reporting('deny', 'deny'),
    reporting('forced', 'forced'),
    reporting('soft too', 'soft'),
    reporting('elsewhere', 'deny', { networks: ['10.0.0.0/8'] }),
  );
  await skipped();
  house.at(monday + day);
  await skipped();
  const report = (id: string) => policyReport(house)(id, { days: 3 });
  expect(await report('deny')).toMatchObject({
    since: '2026-11-22',
    until: '2026-11-24',
    total: 2,
    byOutcome: { denied: 2, 'forced-enrollment': 0, nothing: 0 },
    byDay: [
      { day: '2026-11-22', byOutcome: { denied: 0 } },
      { day: '2026-11-23', byOutcome: { denied: 1 } },
      { day: '2026-11-24', byOutcome: { denied: 1 } },
    ],
    signIns: [{ username: 'ada', outcome: 'denied' }, { username: 'ada' }],
  });
  expect((await report('forced')).byOutcome['forced-enrollment']).toBe(2);
  expect((await report('soft too')).byOutcome.nothing).toBe(2);
  expect((await report('elsewhere')).total).toBe(0);
  await expect(report('never')).rejects.toMatchObject({ code: 'not-found' });
  expect((await enter()).state.state).toBe('enroll');
});

test('in a terminal it reads in one look', async () => {
  const { explain } = await opened(abroad, softForStaff);
  const text = explanationText(await explain(admin, { username: 'ada', address: '203.0.113.5' }));
  expect(text).toMatchInlineSnapshot(`
    "ada → portal, from 203.0.113.5, 2026-11-23 09:00 UTC

      Must set up authenticator app or passkey (cannot be skipped), then let in.
      Because of “Abroad”.

      User            active
      Groups          Staff
      Second factors  none
      Period          “Staff first”, 2026-11-23 09:00 UTC to 2026-11-30 23:59 UTC

      Abroad (forced): applied
          ✓ hit      everyone — ada
          ✓ hit      outside of 10.0.0.0/8 or 192.0.2.0/24 — 203.0.113.5
      Staff first (soft, 7 days): applied
          ✓ hit      in Staff — in Staff
      Administrators (forced): missed
          ✗ missed   administrators — holds no role
      Strict profile (forced): lifted: the strict profile is off
          ✓ hit      everyone — ada"
  `);
});
