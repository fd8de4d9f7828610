import type { Approval } from '@sallyport/contract/approvals.ts';
import { CreatePolicy } from '@sallyport/contract/policies.ts';
import { RolloutInput } from '@sallyport/contract/rollouts.ts';
import { CreateUser } from '@sallyport/contract/users.ts';
import { expect, test } from 'vitest';
import { admin, day, type House, monday, openHouse } from '../../../../test/support/administration.ts';
import { createTestDatabase } from '../../../../test/support/postgres.ts';
import { createGroup } from '../../flows/administer/groups/change.ts';
import { changeMembers } from '../../flows/administer/groups/members.ts';
import { listMails } from '../../flows/administer/mails.ts';
import { createPolicy } from '../../flows/administer/policies/edit.ts';
import { setPolicyState } from '../../flows/administer/policies/state.ts';
import { putRequirement } from '../../flows/administer/requirements.ts';
import { editSettings } from '../../flows/administer/settings/edit.ts';
import { createActivationLink, sendActivation } from '../../flows/administer/users/activation.ts';
import { createUser } from '../../flows/administer/users/create.ts';
import { getUser } from '../../flows/administer/users/list.ts';
import { setRole } from '../../flows/administer/users/role.ts';
import { suspendUser } from '../../flows/administer/users/suspend.ts';
import type { AbsentCaller, Administrator } from '../../flows/caller.ts';
import { startRollout } from '../../flows/rollouts/control.ts';
import { createRollout } from '../../flows/rollouts/plan.ts';
import { workOnJobs } from '../../jobs/work.ts';
import { asId, type UserId } from '../../kernel/ids.ts';
import type { Role } from '../../policy/model.ts';
import { approvalContext } from '../../ports/approvals.ts';
import { Refusal } from '../../ports/refusal.ts';
import { approvalRoutes, secondPerson } from './administration-approvals.ts';

const person = (username: string) =>
  CreateUser.parse({ username, displayName: username, email: `${username}@example.com` });

/** Asks everybody but those of one group. */
const policyFor = (excluded: string) =>
  CreatePolicy.parse({
    name: 'All but guests',
    who: { kind: 'everyone' },
    excludedGroups: [excluded],
    action: { kind: 'require', requirement: { strength: 'forced' } },
  });

const everyone = { kind: 'everyone' } as const;
const note = 'The registration desk moves to another system.';
const page = { limit: 50 };

/** Signed in, as the gate finds them. */
const signedIn = (house: House, user: UserId, username: string, role: Role): Administrator => ({
  kind: 'session',
  session: house.newId(),
  user,
  username,
  role,
  address: '192.0.2.1',
  steppedUpUntil: monday + 30 * day,
});

/** Where a house stands on a database of its own. */
const databases: readonly (readonly [string, () => Promise<string | undefined>])[] = [
  ['SQLite', async () => undefined],
  ['PostgreSQL', createTestDatabase],
];

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : error),
  );

/** Two owners and an administrator; every dangerous act needs a second person. */
const withApprovals = async (databaseUrl?: string) => {
  const house = await openHouse(databaseUrl);
  const people = {
    olivia: await house.active('olivia', { role: 'owner' }),
    oscar: await house.active('oscar', { role: 'owner' }),
    adam: await house.active('adam', { role: 'administrator' }),
    ann: await house.active('ann'),
  };
  for (const person of Object.values(people)) await house.enroll(person);
  const olivia = signedIn(house, people.olivia, 'olivia', 'owner');
  const oscar = signedIn(house, people.oscar, 'oscar', 'owner');
  const adam = signedIn(house, people.adam, 'adam', 'administrator');
  await putRequirement(house)(admin, everyone, { strength: 'soft' });
  const acts = ['turn-enforcement-off', 'exempt', 'change-roles', 'reset-administrators'] as const;
  await editSettings(house)(admin, { approvals: { acts: [...acts] } });
  const ask = (
    caller: Administrator,
    call: string,
    { id = '', body, why = note }: { id?: string; body?: unknown; why?: string } = {},
  ) => secondPerson(house)(caller, { call, id, query: undefined, body }, { note: why, approvalId: '' });
  const asked = async (...given: Parameters<typeof ask>): Promise<Approval> => {
    const approval = await ask(...given);
    if (approval === undefined) throw new Error('it needed nobody');
    return approval;
  };
  const routes = approvalRoutes(house);
  const on = (caller: Administrator, id: string) => ({ caller, params: { id } }) as never;
  return { house, people, olivia, oscar, adam, ask, asked, routes, on };
};

const roleOf = async (house: House, id: UserId) => (await getUser(house)(id)).role;
const makeAuditor = { body: { role: 'auditor' } };

test('a dangerous act waits, with who, what and why, and the others who may are mailed', async () => {
  const { house, people, olivia, oscar, asked, routes } = await withApprovals();
  const approval = await asked(olivia, 'PUT /users/:id/role', { ...makeAuditor, id: people.ann });
  expect(approval).toMatchObject({
    act: 'change-roles',
    target: { kind: 'user', id: people.ann, name: 'ann' },
    changes: [{ field: 'role', value: 'auditor' }],
    note,
    state: 'waiting',
    askedBy: { kind: 'user', name: 'olivia' },
    expiresAt: new Date(monday + 3 * day).toISOString(),
    may: { approve: false, withdraw: true },
  });
  expect(await roleOf(house, people.ann)).toBe(null);
  const { mails } = await house.read.outbox.list({}, { limit: 10 });
  // Only owners change roles.
  expect(mails.filter(({ kind }) => kind === 'approval-asked').map(({ to }) => to)).toEqual([
    'oscar@example.com',
  ]);
  const { items } = await routes['GET /approvals']({
    caller: oscar,
    query: { ...page, state: 'waiting' },
  } as never);
  expect(items).toMatchObject([{ id: approval.id, may: { approve: true, withdraw: false } }]);
});

test('approved by another, it is carried out in the name of who asked', async () => {
  const { house, people, olivia, oscar, asked, routes, on } = await withApprovals();
  const { id } = await asked(olivia, 'PUT /users/:id/role', { ...makeAuditor, id: people.ann });
  expect(await routes['POST /approvals/:id/approve'](on(oscar, id))).toMatchObject({
    state: 'carried-out',
    decidedBy: { name: 'oscar' },
  });
  expect(await roleOf(house, people.ann)).toBe('auditor');
  const search = { order: 'newest first', limit: 3 } as const;
  const { events } = await house.read.audit.search({ user: people.ann }, search);
  expect(events).toMatchObject([
    { kind: 'approval.approved', actor: { name: 'oscar' }, details: { askedBy: 'olivia' } },
    { kind: 'user.role-set', actor: { name: 'olivia' } },
    { kind: 'approval.asked', actor: { name: 'olivia' }, details: { note } },
  ]);
});

test('neither who asked, nor a token of theirs, nor any program, nor who may not do it themselves decides', async () => {
  const { house, people, olivia, adam, asked, routes, on } = await withApprovals();
  const { id } = await asked(olivia, 'PUT /users/:id/role', { ...makeAuditor, id: people.ann });
  const token = (user: UserId | null): Administrator => ({
    kind: 'token',
    token: house.newId(),
    name: 'script',
    role: 'owner',
    user,
  });
  for (const caller of [olivia, token(people.olivia), token(people.oscar), token(null), adam, admin])
    for (const route of ['POST /approvals/:id/approve', 'POST /approvals/:id/reject'] as const) {
      const call = { caller, params: { id }, body: { note: 'no' } } as never;
      expect(await codeOf(routes[route](call))).toBe('permission-denied');
    }
  expect(await routes['GET /approvals/:id'](on(olivia, id))).toMatchObject({ state: 'waiting' });
  expect(await roleOf(house, people.ann)).toBe(null);
});

test('what a token asked for, its user does not approve', async () => {
  const { house, people, olivia, oscar, ask, routes, on } = await withApprovals();
  const token = house.newId<'token'>();
  await house.transact(({ apiTokens }) =>
    apiTokens.add({
      id: token,
      name: 'script',
      role: 'owner',
      tokenHash: 'hash',
      user: people.olivia,
      createdAt: monday,
      expiresAt: monday + 30 * day,
      lastUsedAt: null,
    }),
  );
  const script = { kind: 'token', token, name: 'script', role: 'owner', user: people.olivia } as const;
  const approval = await ask(script, 'PUT /users/:id/role', { ...makeAuditor, id: people.ann });
  const id = approval?.id ?? '';
  expect(await codeOf(routes['POST /approvals/:id/approve'](on(olivia, id)))).toBe('permission-denied');
  expect(await codeOf(routes['POST /approvals/:id/approve'](on(oscar, id)))).toBe('done');
  expect(await roleOf(house, people.ann)).toBe('auditor');
});

test('the reason is required, and what would be refused is refused before anybody is asked', async () => {
  const { people, olivia, adam, ask, house } = await withApprovals();
  const role = { ...makeAuditor, id: people.ann };
  expect(await codeOf(ask(olivia, 'PUT /users/:id/role', { ...role, why: '  ' }))).toBe('approval-required');
  expect(await codeOf(ask(olivia, 'PUT /users/:id/role', { ...role, why: 'x'.repeat(1001) }))).toBe(
    'invalid-request',
  );
  expect(await codeOf(ask(olivia, 'PUT /users/:id/role', { ...makeAuditor, id: 'nobody' }))).toBe(
    'not-found',
  );
  const reset = { id: people.oscar, body: { identityVerifiedBy: 'in person', note: '' } };
  expect(await codeOf(ask(adam, 'POST /users/:id/2fa/reset', reset))).toBe('permission-denied');
  const { approvals } = await house.read.approvals.list({}, monday, page);
  expect(approvals).toEqual([]);
});

test('only what takes away from enforcement waits, however it is worded', async () => {
  const { house, olivia, ask } = await withApprovals();
  const put = (body: object) => ask(olivia, 'PUT /requirements/everyone', { body });
  expect(await put({ strength: 'forced' })).toBe(undefined);
  expect(await put({ strength: 'soft', days: 3 })).toBe(undefined);
  for (const weaker of [
    { strength: 'optional' },
    { strength: 'soft', days: 30 },
    { strength: 'soft', entries: ['portal'] },
  ])
    expect(await put(weaker)).toMatchObject({ act: 'turn-enforcement-off' });
  expect(await ask(olivia, 'DELETE /requirements/everyone')).toMatchObject({ state: 'waiting' });
  expect(await ask(olivia, 'PATCH /settings', { body: { sessions: { hours: 8 } } })).toBe(undefined);
  const [stored] = await house.read.policies.shared();
  expect(stored?.policy.state).toBe('on');
});

test('a reset waits where it is of somebody who holds a role, and only there', async () => {
  const { people, olivia, ask } = await withApprovals();
  const body = { identityVerifiedBy: 'in person', note: '' };
  expect(await ask(olivia, 'POST /users/:id/2fa/reset', { id: people.ann, body })).toBe(undefined);
  expect(await ask(olivia, 'POST /users/:id/2fa/reset', { id: people.oscar, body })).toMatchObject({
    act: 'reset-administrators',
  });
});

test('nobody gets hold of another administrator’s account alone: neither by its address nor by its link', async () => {
  const { house, people, olivia, oscar, adam, ask, asked, routes, on } = await withApprovals();
  const address = { email: 'adam@elsewhere.example' };
  expect(await ask(olivia, 'PATCH /users/:id', { id: people.ann, body: address })).toBe(undefined);
  expect(await ask(olivia, 'PATCH /users/:id', { id: people.adam, body: { displayName: 'A' } })).toBe(
    undefined,
  );
  const moved = await asked(olivia, 'PATCH /users/:id', { id: people.adam, body: address });
  expect(moved).toMatchObject({ act: 'reset-administrators', target: { name: 'adam' } });
  expect(await codeOf(routes['POST /approvals/:id/approve'](on(adam, moved.id)))).toBe('done');

  const staged = await createUser(house)(admin, person('stella'));
  await setRole(house)(admin, asId(staged.id), 'administrator');
  expect(await codeOf(createActivationLink(house)(olivia, staged.id))).toBe('conflict');
  expect(await codeOf(createActivationLink(house)(admin, staged.id))).toBe('done');
  expect(await ask(olivia, 'POST /users/:id/activation-mail', { id: staged.id })).toMatchObject({
    act: 'reset-administrators',
  });
  const plain = await createUser(house)(admin, person('paul'));
  expect(await ask(olivia, 'POST /users/:id/activation-mail', { id: plain.id })).toBe(undefined);
  await sendActivation(house)(admin, staged.id);
  await sendActivation(house)(admin, plain.id);
  const { items } = await listMails(house)(oscar, page);
  const textTo = (name: string) =>
    items.find(({ to, kind }) => to.startsWith(name) && kind === 'activation')?.text;
  expect(textTo('paul')).toMatch(/#/);
  expect(textTo('stella')).not.toMatch(/#/);
});

test('a role is given to nobody without a second factor, where that takes two', async () => {
  const { house, people, olivia, asked, ask } = await withApprovals();
  const bert = await house.active('bert');
  const staged = await createUser(house)(admin, person('stella'));
  for (const id of [bert, staged.id])
    expect(await codeOf(ask(olivia, 'PUT /users/:id/role', { ...makeAuditor, id }))).toBe('conflict');
  expect(await asked(olivia, 'PUT /users/:id/role', { ...makeAuditor, id: people.ann })).toMatchObject({
    act: 'change-roles',
  });
  await editSettings(house)(admin, { approvals: { acts: [] } });
  expect(await setRole(house)(olivia, bert, 'auditor')).toMatchObject({ role: 'auditor' });
});

test('who set up their second factor after it was asked does not decide it', async () => {
  const { house, people, olivia, asked, routes, on } = await withApprovals();
  const omar = await house.active('omar', { role: 'owner' });
  const { id } = await asked(olivia, 'PUT /users/:id/role', { ...makeAuditor, id: people.ann });
  const { mails } = await house.read.outbox.list({}, { limit: 10 });
  expect(mails.map(({ to }) => to)).not.toContain('omar@example.com');
  house.at(monday + 1000);
  await house.enroll(omar);
  const call = on(signedIn(house, omar, 'omar', 'owner'), id);
  expect(await routes['GET /approvals/:id'](call)).toMatchObject({ may: { approve: false } });
  expect(await codeOf(routes['POST /approvals/:id/approve'](call))).toBe('permission-denied');
  expect(await roleOf(house, people.ann)).toBe(null);
});

test('who is under a policy gets out of it by no other call either', async () => {
  const { house, people, olivia, ask } = await withApprovals();
  const desk = await createGroup(house)(admin, { name: 'Desk', description: '' });
  const guests = await createGroup(house)(admin, { name: 'Guests', description: '' });
  const plain = await createGroup(house)(admin, { name: 'Plain', description: '' });
  await changeMembers(house)(admin, desk.id, { add: [people.ann], remove: [] });
  await changeMembers(house)(admin, plain.id, { add: [people.ann], remove: [] });
  await putRequirement(house)(admin, { kind: 'group', group: asId(desk.id) }, { strength: 'forced' });
  await putRequirement(house)(admin, { kind: 'user', user: people.ann }, { strength: 'forced' });
  const named = await createPolicy(house)(admin, policyFor(guests.id));
  await setPolicyState(house)(admin, named.id, { state: 'on' });
  const own = await house.read.policies.bySubject({ kind: 'user', user: people.ann });
  const weakenings: [call: string, id: string, body: unknown][] = [
    ['PATCH /users/:id', people.ann, { groups: [plain.id] }],
    ['PATCH /users/:id', people.ann, { groups: [desk.id, plain.id, guests.id] }],
    ['POST /groups/:id/members', desk.id, { add: [], remove: [people.ann] }],
    ['POST /groups/:id/members', guests.id, { add: [people.ann], remove: [] }],
    ['DELETE /groups/:id', desk.id, undefined],
    ['PUT /users/:id/requirement', people.ann, { strength: 'optional' }],
    ['DELETE /users/:id/requirement', people.ann, undefined],
    ['PUT /policies/:id/state', own?.policy.id ?? '', { state: 'off' }],
  ];
  for (const [call, id, body] of weakenings)
    expect([call, await ask(olivia, call, { id, body })]).toMatchObject([
      call,
      { act: 'turn-enforcement-off' },
    ]);
  const harmless: [call: string, id: string, body: unknown][] = [
    ['PATCH /users/:id', people.ann, { groups: [desk.id] }],
    ['POST /groups/:id/members', plain.id, { add: [people.adam], remove: [people.ann] }],
    ['PUT /users/:id/requirement', people.ann, { strength: 'forced', owed: ['totp'] }],
    ['DELETE /groups/:id', plain.id, undefined],
  ];
  for (const [call, id, body] of harmless)
    expect([call, await ask(olivia, call, { id, body })]).toEqual([call, undefined]);
  const leave = { id: people.ann, body: { onLeaveUntil: '2027-06-30' } };
  expect(await ask(olivia, 'PATCH /users/:id', leave)).toMatchObject({ act: 'exempt' });
  for (const call of ['DELETE /users/:id', 'POST /users/:id/suspend']) {
    expect(await ask(olivia, call, { id: people.adam })).toMatchObject({ act: 'change-roles' });
    expect(await ask(olivia, call, { id: people.ann })).toBe(undefined);
  }
});

test('settings that weaken sign-ins wait, and so does who reads along', async () => {
  const { house, olivia, ask } = await withApprovals();
  const webhook = (url: string) => ({
    audit: { stream: { kind: 'webhook', url, secret: 'tulip-73-hyacinth' } as const },
  });
  const patch = (body: object) => ask(olivia, 'PATCH /settings', { body });
  for (const weaker of [
    { signIn: { failures: 50 } },
    { sessions: { hours: 720 } },
    { methods: { totp: { window: 9 } } },
    { signIn: { enrollAtActivation: false } },
  ])
    expect([weaker, await patch(weaker)]).toMatchObject([weaker, { act: 'turn-enforcement-off' }]);
  expect(await patch({ sessions: { idleMinutes: 10 }, signIn: { failures: 3 } })).toBe(undefined);
  const relay = { host: 'mail.elsewhere.example', port: 587, security: 'starttls', username: 'us' };
  expect(await patch({ mail: { smtp: relay } })).toMatchObject({ act: 'reset-administrators' });
  expect(await patch(webhook('https://log.example.com/'))).toBe(undefined);
  await editSettings(house)(admin, webhook('https://log.example.com/'));
  for (const stream of [null, webhook('https://elsewhere.example/').audit.stream])
    expect(await patch({ audit: { stream } })).toMatchObject({ act: 'turn-enforcement-off' });
  await editSettings(house)(admin, { approvals: { acts: ['read-exports'] } });
  expect(await patch(webhook('https://third.example/'))).toMatchObject({ act: 'read-exports' });
});

test('a rollout on its schedule is put off by two only', async () => {
  const { house, olivia, ask } = await withApprovals();
  const desk = await createGroup(house)(admin, { name: 'Desk', description: '' });
  const plan = (startsIn: number) =>
    RolloutInput.parse({
      name: 'All of us',
      waves: [
        {
          name: 'Desk',
          who: { kind: 'groups', groupIds: [desk.id] },
          startsAt: new Date(monday + startsIn * day).toISOString(),
          graceDays: 7,
        },
      ],
    });
  const { id } = await createRollout(house)(admin, plan(3));
  expect(await ask(olivia, 'PUT /rollouts/:id', { id, body: plan(5) })).toBe(undefined);
  await startRollout(house)(admin, id);
  for (const [call, body] of [
    ['PUT /rollouts/:id', plan(5)],
    ['POST /rollouts/:id/move', { wave: 1, startsAt: new Date(monday + 9 * day).toISOString() }],
    ['POST /rollouts/:id/cancel', {}],
  ] as const)
    expect([call, await ask(olivia, call, { id, body })]).toMatchObject([
      call,
      { act: 'turn-enforcement-off', target: { kind: 'rollout', name: 'All of us' } },
    ]);
  expect(await ask(olivia, 'PUT /rollouts/:id', { id, body: plan(2) })).toBe(undefined);
  // What goes wrong is stopped at once, by whoever sees it.
  expect(await ask(olivia, 'POST /rollouts/:id/pause', { id, body: { startedWaves: 'keep' } })).toBe(
    undefined,
  );
});

test('any act that is chosen brings along those that would get round it', async () => {
  const { house, people, olivia, ask } = await withApprovals();
  await editSettings(house)(admin, { approvals: { acts: ['exempt'] } });
  const role = { ...makeAuditor, id: people.ann };
  expect(await ask(olivia, 'PUT /users/:id/role', role)).toMatchObject({ act: 'change-roles' });
  expect(await ask(olivia, 'DELETE /requirements/everyone')).toBe(undefined);
});

test('an act on many is one on those whom the filter finds when it is asked, and they are named', async () => {
  const { house, people, olivia, oscar, asked, routes, on } = await withApprovals();
  for (const name of ['bea', 'ben']) await house.active(name);
  const until = new Date(monday + 30 * day).toISOString();
  const body = { filter: { q: 'be' }, ownerId: people.adam, reason: 'No phones.', until };
  const { id, changes } = await asked(olivia, 'POST /users/2fa/exempt', { body });
  expect(changes).toEqual([
    { field: 'users', value: 'bea, ben' },
    { field: 'owner', value: 'adam' },
    { field: 'reason', value: 'No phones.' },
    { field: 'until', value: until },
  ]);
  const late = await house.active('bella');
  await routes['POST /approvals/:id/approve'](on(oscar, id));
  while (await workOnJobs(house).run(new AbortController().signal));
  expect(await house.read.exemptions.ofUser(late, monday)).toEqual([]);
  const bea = await house.read.users.byUsername('bea');
  expect(await house.read.exemptions.ofUser(bea?.id ?? late, monday)).toHaveLength(1);
});

test('the same request is one request, and nobody is mailed more than ten times an hour', async () => {
  const { house, people, olivia, asked } = await withApprovals();
  const again = () => asked(olivia, 'PUT /users/:id/role', { ...makeAuditor, id: people.ann });
  const answers = await Promise.all(Array.from({ length: 40 }, again));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  const asks = async () =>
    (await house.read.outbox.list({}, { limit: 200 })).mails.filter(({ kind }) => kind === 'approval-asked');
  expect(await asks()).toHaveLength(1);
  for (let days = 8; days < 28; days++)
    await asked(olivia, 'PUT /requirements/everyone', { body: { strength: 'soft', days } });
  const toOscar = (await asks()).filter(({ to }) => to === 'oscar@example.com');
  expect(toOscar).toHaveLength(10);
});

test('that fewer acts need approval needs approval itself, and so does more time for it not', async () => {
  const { house, olivia, oscar, ask, asked, routes, on } = await withApprovals();
  const settings = (approvals: object) => ({ body: { approvals } });
  expect(await ask(olivia, 'PATCH /settings', settings({ hours: 24 }))).toBe(undefined);
  const { id, act } = await asked(olivia, 'PATCH /settings', settings({ acts: [] }));
  expect(act).toBe('weaken-approvals');
  await routes['POST /approvals/:id/approve'](on(oscar, id));
  expect((await house.read.settings.read()).approvals.acts).toEqual([]);
});

test('a password among what was typed is shown to nobody, nor stored in the open', async () => {
  const { house, olivia, oscar, asked, routes, on } = await withApprovals();
  const smtp = {
    host: 'mail.example.com',
    port: 587,
    security: 'starttls',
    username: 'us',
    password: 'tulip-73',
  };
  const approval = await asked(olivia, 'PATCH /settings', {
    body: { mail: { smtp }, approvals: { acts: [] } },
  });
  expect(approval.changes).toContainEqual({ field: 'mail.smtp.password', value: '•••' });
  const stored = async () => (await house.read.approvals.byId(asId(approval.id)))?.input ?? '';
  expect(await stored()).not.toContain('tulip');
  const opened = async () => house.sealer.open(await stored(), approvalContext(asId(approval.id)));
  expect(await opened()).toContain('tulip');
  await routes['POST /approvals/:id/reject']({
    caller: oscar,
    params: { id: approval.id },
    body: { note: 'no' },
  } as never);
  expect(await opened()).not.toContain('tulip');
  const after = await routes['GET /approvals/:id'](on(oscar, approval.id));
  expect(after.changes).toEqual(approval.changes);
  const stream = { kind: 'webhook', url: 'https://log.example.com/', secret: 'tulip-73-hyacinth' };
  const other = await asked(olivia, 'PATCH /settings', {
    body: { audit: { stream }, approvals: { acts: [] } },
  });
  expect(other.changes).toContainEqual({ field: 'audit.stream.secret', value: '•••' });
});

test('it is judged anew: what no longer fits fails, says why, and leaves nothing half done', async () => {
  const { house, people, olivia, oscar, adam, asked, routes, on } = await withApprovals();
  const first = await asked(olivia, 'PUT /users/:id/role', { ...makeAuditor, id: people.ann });
  const second = await asked(adam, 'DELETE /requirements/everyone');
  await setRole(house)(admin, people.olivia, 'administrator');
  await suspendUser(house)(admin, people.adam);
  for (const { id } of [first, second]) {
    expect(await codeOf(routes['POST /approvals/:id/approve'](on(oscar, id)))).toBe('permission-denied');
    const after = await routes['GET /approvals/:id'](on(oscar, id));
    expect(after).toMatchObject({ state: 'failed', decidedBy: { name: 'oscar' } });
    expect(after.decisionNote).toMatch(/may not do it any more/);
  }
  expect(await roleOf(house, people.ann)).toBe(null);
});

test('rejected, withdrawn and expired requests are over', async () => {
  const { house, people, olivia, oscar, asked, routes, on } = await withApprovals();
  const ask = () => asked(olivia, 'PUT /users/:id/role', { ...makeAuditor, id: people.ann });
  const rejected = await ask();
  const why = { caller: oscar, params: { id: rejected.id }, body: { note: 'Not in my house.' } } as never;
  expect(await routes['POST /approvals/:id/reject'](why)).toMatchObject({
    state: 'rejected',
    decisionNote: 'Not in my house.',
  });
  const withdrawn = await ask();
  expect(await codeOf(routes['POST /approvals/:id/withdraw'](on(oscar, withdrawn.id)))).toBe(
    'permission-denied',
  );
  expect(await routes['POST /approvals/:id/withdraw'](on(olivia, withdrawn.id))).toMatchObject({
    state: 'withdrawn',
  });
  const late = await ask();
  house.at(monday + 3 * day);
  expect(await routes['GET /approvals/:id'](on(oscar, late.id))).toMatchObject({ state: 'expired' });
  for (const { id } of [rejected, withdrawn, late])
    expect(await codeOf(routes['POST /approvals/:id/approve'](on(oscar, id)))).toBe('conflict');
  expect(await roleOf(house, people.ann)).toBe(null);
});

test('an approved export is read once, by who asked, for what they asked', async () => {
  const { house, people, olivia, oscar, routes, on } = await withApprovals();
  await editSettings(house)(admin, { approvals: { acts: ['read-exports'] } });
  const wanted = { call: 'GET /audit-events/export', id: '', query: { format: 'csv' }, body: undefined };
  const approval = await secondPerson(house)(olivia, wanted, { note, approvalId: '' });
  const words = { note: '', approvalId: approval?.id ?? '' };
  const read = (caller: Administrator, query: object = { format: 'csv' }) =>
    codeOf(secondPerson(house)(caller, { ...wanted, query }, words));
  expect(await read(olivia)).toBe('approval-required');
  expect(await routes['POST /approvals/:id/approve'](on(oscar, words.approvalId))).toMatchObject({
    state: 'approved',
  });
  const seenBy = async (caller: Administrator) =>
    (await routes['GET /approvals/:id'](on(caller, words.approvalId))).readWith;
  expect([await seenBy(olivia), await seenBy(oscar)]).toEqual([{ format: 'csv' }, undefined]);
  expect(await read(oscar)).toBe('approval-required');
  expect(await read(olivia, { format: 'jsonl' })).toBe('approval-required');
  expect(await read({ ...absent(people.olivia) })).toBe('done');
  expect(await read(olivia)).toBe('approval-required');
});

const absent = (user: UserId): AbsentCaller => ({ kind: 'absent', user, username: 'olivia', role: 'owner' });

test.each(databases)(
  'of 16 approvals at the same moment one carries the act out, on %s',
  async (_, database) => {
    const { house, people, olivia, oscar, asked, routes, on } = await withApprovals(await database());
    const body = {
      userId: people.ann,
      ownerId: people.adam,
      reason: 'Reads the meters.',
      until: new Date(monday + 30 * day).toISOString(),
    };
    const { id } = await asked(olivia, 'POST /exemptions', { body });
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => codeOf(routes['POST /approvals/:id/approve'](on(oscar, id)))),
    );
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'conflict')).toHaveLength(15);
    expect(await house.read.exemptions.ofUser(people.ann, monday)).toHaveLength(1);
  },
);

test('with nothing chosen nobody is asked, and the command line never is', async () => {
  const { house, people, olivia, ask } = await withApprovals();
  expect(await ask(admin, 'PUT /users/:id/role', { ...makeAuditor, id: people.ann, why: '' })).toBe(
    undefined,
  );
  await editSettings(house)(admin, { approvals: { acts: [] } });
  expect(await ask(olivia, 'PUT /users/:id/role', { ...makeAuditor, id: people.ann, why: '' })).toBe(
    undefined,
  );
});
