import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { databases } from './support/databases.ts';
import { days, type MovingClock, minutes, movingClock } from './support/moving-clock.ts';
import { activePerson, administrator, enrollTotp, startSignIn, stepUp } from './support/people.ts';
import { freePort, type Installation, install, type RunningServer } from './support/server.ts';

const note = { 'approval-note': encodeURIComponent('Der Schalter zieht um – bitte prüfen.') };

describe.each(databases)('an act that needs a second person, on %s', (_, make) => {
  let installation: Installation;
  let servers: RunningServer[];
  let admin: Client;
  let clock: MovingClock;
  let first: { browser: Client; secret: string };
  let second: { browser: Client; secret: string };

  beforeAll(async () => {
    const start = new Date('2026-03-02T09:00:00Z');
    const options = await make();
    installation = await install({
      clock: start,
      ...(options.kind === 'postgres' && { databaseUrl: options.url }),
    });
    clock = movingClock(installation, start);
    const server = await installation.start();
    servers = [server, await installation.start({ port: await freePort() })];
    admin = await administrator(installation, server);
    first = await ownerNamed('olga');
    second = await ownerNamed('otto');
    await admin.must('PUT /requirements/everyone', { strength: 'soft' });
    await admin.must('PATCH /settings', {
      approvals: { acts: ['turn-enforcement-off', 'change-roles', 'exempt'] },
    });
  }, 60_000);
  afterAll(() => installation.remove());

  const ownerNamed = async (username: string) => {
    const [server] = servers;
    if (server === undefined) throw new Error('no server');
    const person = await activePerson(admin, server, username);
    await admin.must('PUT /users/:id/role', { role: 'owner' }, { params: { id: person.user.id } });
    return enrollTotp(await startSignIn(server, person), clock.now());
  };

  const prove = async ({ browser, secret }: { browser: Client; secret: string }) => {
    await clock.forward(1 * minutes);
    await stepUp(browser, secret, clock.now());
  };

  const switchOff = (headers = {}) =>
    first.browser.call('DELETE /requirements/everyone', undefined, { headers });

  const ask = async (): Promise<string> => {
    const answer = await switchOff(note);
    expect(answer).toMatchObject({ status: 202, body: { state: 'waiting', act: 'turn-enforcement-off' } });
    const { id } = answer.body as unknown as { id: string };
    expect(answer.headers.get('location')).toBe(`/api/v1/approvals/${id}`);
    return id;
  };

  test('asks for the reason, then waits: nothing has changed', async () => {
    expect(await switchOff()).toMatchObject({ status: 403, problem: { code: 'approval-required' } });
    const id = await ask();
    expect(await first.browser.must('GET /approvals/:id', undefined, { params: { id } })).toMatchObject({
      note: 'Der Schalter zieht um – bitte prüfen.',
      may: { approve: false, withdraw: true },
    });
    expect(await admin.must('GET /requirements/everyone')).toMatchObject({ strength: 'soft' });
    await first.browser.must('POST /approvals/:id/withdraw', undefined, { params: { id } });
  });

  test('a note that is no percent-encoding is refused, with the header named', async () => {
    expect(await switchOff({ 'approval-note': '%E0%A4%A' })).toMatchObject({
      status: 400,
      problem: { errors: [{ field: 'approval-note' }] },
    });
  });

  test('approving asks for a fresh proof; the token of the tests cannot', async () => {
    const id = await ask();
    await clock.forward(6 * minutes);
    expect(
      await second.browser.call('POST /approvals/:id/approve', undefined, { params: { id } }),
    ).toMatchObject({
      status: 403,
      problem: { code: 'step-up-required' },
    });
    expect(await admin.call('POST /approvals/:id/approve', undefined, { params: { id } })).toMatchObject({
      status: 403,
      problem: { code: 'permission-denied' },
    });
    await second.browser.must(
      'POST /approvals/:id/reject',
      { note: 'Not before Monday.' },
      { params: { id } },
    );
  });

  test('of 16 approvals at the same moment, over two processes, one carries it out', async () => {
    const id = await ask();
    await prove(second);
    const browsers = servers.map(({ url, origin }) => {
      const browser = new Client(url, { origin });
      for (const [name, value] of second.browser.cookies) browser.cookies.set(name, value);
      return browser;
    });
    const answers = await Promise.all(
      Array.from({ length: 16 }, async (_each, index) =>
        browsers[index % 2]?.call('POST /approvals/:id/approve', undefined, { params: { id } }),
      ),
    );
    const statuses = answers.map((answer) => answer?.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(15);
    expect(await admin.must('GET /requirements/everyone')).toMatchObject({ strength: 'none' });
    const { items } = await admin.must('GET /audit-events', undefined, { query: { limit: 20 } });
    expect(items.filter(({ kind }) => kind === 'approval.approved')).toHaveLength(1);
    expect(items.filter(({ kind }) => kind === 'requirement.switched-off')).toMatchObject([
      { actor: { name: 'olga' } },
    ]);
  });

  test('another administrator’s account is got hold of by nobody alone', async () => {
    await prove(first);
    const { id } = (await second.browser.must('GET /session')).user;
    const moved = { email: 'otto@elsewhere.example' };
    const call = () => first.browser.call('PATCH /users/:id', moved, { params: { id }, headers: note });
    expect(await call()).toMatchObject({ status: 202, body: { act: 'reset-administrators' } });
    const { items } = await admin.must('GET /approvals', undefined, { query: { state: 'waiting' } });
    expect(await call()).toMatchObject({ status: 202, body: { id: items[0]?.id } });
    await admin.must('POST /users', { username: 'stella', displayName: 'Stella', email: 's@example.com' });
    const [stella] = (await admin.must('GET /users', undefined, { query: { q: 'stella' } })).items;
    expect(
      await first.browser.call(
        'PUT /users/:id/role',
        { role: 'owner' },
        { params: { id: stella?.id ?? '' }, headers: note },
      ),
    ).toMatchObject({ status: 409 });
    expect(await admin.must('GET /users/:id', undefined, { params: { id } })).toMatchObject({
      email: 'otto@example.com',
    });
  });

  test('what was asked for and nobody decided expires', async () => {
    await admin.must('PUT /requirements/everyone', { strength: 'soft' });
    await clock.forward(1 * minutes);
    const { body } = await admin.raw<{ id: string }>(
      'DELETE',
      '/api/v1/requirements/everyone',
      undefined,
      note,
    );
    await clock.forward(3 * days);
    expect(await admin.must('GET /approvals/:id', undefined, { params: { id: body.id } })).toMatchObject({
      state: 'expired',
      may: { approve: false, withdraw: false },
    });
  });

  test('the rescue command on the server asks nobody', async () => {
    await installation.cli(['rescue', 'disable-enforcement']);
    expect(await admin.must('GET /overview')).toMatchObject({ enforcement: false });
    await installation.cli(['rescue', 'enable-enforcement']);
  });
});
