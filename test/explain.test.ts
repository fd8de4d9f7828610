import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { activePerson, administrator, enrollTotp, type Person, startSignIn } from './support/people.ts';
import { createTestDatabase } from './support/postgres.ts';
import { type Installation, install, type RunningServer } from './support/server.ts';

/** Why a login goes as it does, and what a policy in report-only would do to real ones. */
describe.each(['SQLite', 'PostgreSQL'])('explaining logins, on %s', (engine) => {
  let installation: Installation;
  let server: RunningServer;
  let admin: Client;
  let ada: Person;
  let abroad: string;
  const now = new Date('2026-03-02T09:00:00Z');

  const entries = async (kind: string) =>
    (await admin.must('GET /audit-events', undefined, { query: { user: ada.user.id, kind } })).items;
  /** Its entry in the audit log, and its own id. */
  const lastEntry = async (kind: string) => {
    const [entry] = await entries(kind);
    return { auditSeq: entry?.seq ?? 0, signInId: String(entry?.details.signIn) };
  };
  const explainAda = (address: string) =>
    admin.must('POST /explain', { username: 'ada', address, resource: { kind: 'portal' } });

  beforeAll(async () => {
    installation = await install({
      clock: now,
      ...(engine === 'PostgreSQL' && { databaseUrl: await createTestDatabase() }),
    });
    server = await installation.start();
    admin = await administrator(installation, server);
    ada = await activePerson(admin, server, 'ada');
    const policy = await admin.must('POST /policies', {
      name: 'Abroad',
      who: { kind: 'everyone' },
      conditions: { outsideNetworks: ['127.0.0.0/8', '::1/128'] },
      action: { kind: 'require', requirement: { strength: 'forced' } },
      state: 'on',
    });
    abroad = policy.id;
  });

  afterAll(() => installation.remove());

  test('a login that might be is decided as the real one is, with every criterion shown', async () => {
    const from = async (address: string) => {
      const { decision, policies } = await explainAda(address);
      return [decision.outcome, policies.find(({ policyId }) => policyId === abroad)?.criteria.at(-1)];
    };
    const wanted = { criterion: 'outside-networks', wanted: 'outside of 127.0.0.0/8 or ::1/128' };
    expect(await from('203.0.113.5')).toEqual([
      'enroll',
      { ...wanted, verdict: 'hit', found: '203.0.113.5' },
    ]);
    expect(await from('127.0.0.1')).toEqual(['allow', { ...wanted, verdict: 'miss', found: '127.0.0.1' }]);
    const browser = new Client(server.url, server);
    const state = await browser.must('POST /sign-ins', { username: 'ada', password: ada.password });
    expect(state.state).toBe('complete');
  });

  test('a past sign-in is explained from the audit log by the rules of its day', async () => {
    const past = await lastEntry('sign-in.completed');
    await admin.must('PUT /requirements/everyone', { strength: 'forced' });
    await enrollTotp(await startSignIn(server, ada), now);
    const then = await admin.must('POST /explain', { auditSeq: past.auditSeq });
    expect(then).toMatchObject({
      signIn: { id: past.signInId, auditSeq: past.auditSeq },
      decision: { outcome: 'allow', requiredBy: [] },
      user: { username: 'ada', authenticators: [] },
    });
    expect(then.policies.map(({ kind }) => kind)).not.toContain('user');
    expect(then.policies.some(({ name }) => name === 'Everyone')).toBe(false);
    const { signInId } = await lastEntry('sign-in.completed');
    expect(await admin.must('POST /explain', { signInId })).toMatchObject({
      decision: { outcome: 'allow', requiredBy: [{ name: 'Everyone' }] },
      request: { proofs: [{ method: 'totp', byEnrolling: true }] },
      user: { authenticators: [{ method: 'totp', disabled: false }] },
    });
  });

  test('a policy in report-only touches no sign-in, and says what it would have done to each', async () => {
    await admin.must('DELETE /requirements/everyone');
    const bob = await activePerson(admin, server, 'bob');
    const policy = await admin.must('POST /policies', {
      name: 'Nobody on Mondays',
      who: { kind: 'everyone' },
      conditions: { times: [{ weekdays: [1], from: '00:00', to: '24:00', timeZone: 'UTC' }] },
      action: { kind: 'deny' },
      state: 'report-only',
    });
    for (const _ of ['first', 'second']) {
      const browser = new Client(server.url, server);
      const { username, password } = bob;
      expect(await browser.must('POST /sign-ins', { username, password })).toMatchObject({
        state: 'complete',
      });
    }
    const report = await admin.must('GET /policies/:id/report', undefined, {
      params: { id: policy.id },
      query: { days: 7 },
    });
    expect(report).toMatchObject({
      total: 2,
      byOutcome: { denied: 2, asked: 0 },
      signIns: [{ username: 'bob' }, {}],
    });
    expect(report.byDay).toHaveLength(7);
    const [last] = report.signIns;
    const explained = await admin.must('POST /explain', { signInId: last?.signInId ?? '' });
    expect(explained.policies.find(({ policyId }) => policyId === policy.id)).toMatchObject({
      effect: 'report-only',
      asks: { strength: 'deny' },
    });
  });

  test.each([
    [{}, 'userId'],
    [{ username: 'ada', auditSeq: 1 }, 'auditSeq'],
    [{ auditSeq: 1, address: '127.0.0.1' }, 'address'],
    [{ username: 'ada', address: 'the moon' }, 'address'],
    [{ username: 'ada', resource: { kind: 'fridge' } }, 'resource.kind'],
    [{ username: 'ada', at: 'tomorrow' }, 'at'],
    [{ auditSeq: 1 }, 'auditSeq'],
  ])('%j is refused, naming the field', async (body, field) => {
    const { status, problem } = await admin.call('POST /explain', body as never);
    expect(status).toBe(400);
    expect(problem.errors?.map((fault) => fault.field)).toContain(field);
  });

  test('who or what is not there is not found', async () => {
    for (const body of [{ username: 'nobody' }, { auditSeq: 1_000_000 }, { signInId: 'never' }])
      expect((await admin.call('POST /explain', body)).status).toBe(404);
  });

  test('the command line explains both, for people and for programs', async () => {
    const asked = ['explain', '--user', 'ada', '--address', '203.0.113.5', '--at', '2026-03-03T10:00Z'];
    const { stdout } = await installation.cli(asked);
    expect(stdout).toContain('ada → portal, from 203.0.113.5, 2026-03-03 10:00 UTC');
    expect(stdout).toMatch(/Asked for a second factor \(authenticator app or backup code\), then let in\./);
    expect(stdout).toMatch(/✓ hit\s+outside of 127\.0\.0\.0\/8 or ::1\/128 — 203\.0\.113\.5/);
    const { auditSeq } = await lastEntry('sign-in.completed');
    const json = await installation.cli(['explain', '--sign-in', `${auditSeq}`, '--json']);
    expect(JSON.parse(json.stdout)).toEqual(await admin.must('POST /explain', { auditSeq }));
    const wrong = [['explain'], ['explain', '--user', 'nobody'], [...asked, '--resource', 'fridge']];
    for (const args of wrong) await expect(installation.cli(args)).rejects.toMatchObject({ code: 1 });
    await expect(installation.cli([...asked, '--unknown'])).rejects.toMatchObject({ code: 2 });
  });
});
