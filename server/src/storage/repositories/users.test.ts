import { expect, test } from 'vitest';
import { addUser, onBothDatabases } from '../../../../test/support/databases.ts';
import { newId, someUser } from '../../../../test/support/samples.ts';
import type { PolicyId } from '../../kernel/ids.ts';

onBothDatabases((given) => {
  test('spellings of one user name are one user', async () => {
    const { storage } = given();
    const user = await addUser(storage, { username: 'Jürgen.Straße' });
    for (const spelling of ['jürgen.strasse', ' JÜRGEN.STRASSE ', 'Ju\u0308rgen.Straße', 'Ｊürgen.straße'])
      expect((await storage.read.users.byUsername(spelling))?.id, spelling).toBe(user.id);
    const again = someUser({ username: 'JÜRGEN.STRASSE' });
    expect(await storage.transact(({ users }) => users.add(again))).toBe(false);
    expect(await storage.read.users.byId(again.id)).toBeUndefined();
  });

  test('a user is read as added', async () => {
    const { storage } = given();
    const user = await addUser(storage, { role: 'auditor', passwordHash: '$argon2id$', state: 'staged' });
    expect(await storage.read.users.byId(user.id)).toEqual({
      ...user,
      suspendedAt: null,
      lastSignInAt: null,
      preferredMethod: null,
      language: null,
      onLeaveUntil: null,
      snoozedAt: null,
      enrollmentDueFromActivation: false,
    });
  });

  test('a change touches what it names; a taken name changes nothing', async () => {
    const { storage } = given();
    const [user, other] = [await addUser(storage), await addUser(storage)];
    const edit = { displayName: 'Ren Amed', enrollmentDueFromActivation: true, lastSignInAt: 7 };
    expect(await storage.transact(({ users }) => users.edit(user.id, edit))).toBe(true);
    expect(await storage.read.users.byId(user.id)).toMatchObject({ ...user, ...edit });
    const taken = { username: other.username.toUpperCase(), displayName: 'X' };
    expect(await storage.transact(({ users }) => users.edit(user.id, taken))).toBe(false);
    expect(await storage.read.users.byId(user.id)).toMatchObject({ ...user, ...edit });
    expect(
      await storage.transact(({ users }) => users.edit(user.id, { username: `${user.username} ` })),
    ).toBe(true);
  });

  test('many are added at once, and taken names are told in the spelling asked for', async () => {
    const { storage } = given();
    const added = Array.from({ length: 1_200 }, () => someUser());
    const before = await storage.read.users.count();
    await storage.transact(({ users }) => users.addMany(added));
    expect(await storage.read.users.count()).toBe(before + 1_200);
    const asked = [added[3]?.username.toUpperCase() ?? '', 'nobody-has-this'];
    expect(await storage.read.users.taken(asked)).toEqual([asked[0]]);
  });

  test('holders of a role count while they are active', async () => {
    const { storage } = given();
    const before = await storage.read.users.countActiveWithRole('owner');
    await addUser(storage, { role: 'owner' });
    await addUser(storage, { role: 'owner', state: 'suspended' });
    await addUser(storage, { role: 'help-desk' });
    expect(await storage.read.users.countActiveWithRole('owner')).toBe(before + 1);
  });

  test('the facts of a user come together: groups, authenticators, periods, backup codes', async () => {
    const { storage } = given();
    const user = await addUser(storage, { role: 'administrator' });
    const group = { id: newId<'group'>(), name: `Group ${user.id}`, description: '', createdAt: 1 };
    const [totp, key, code] = [newId<'authenticator'>(), newId<'authenticator'>(), newId<'backup-code'>()];
    const policy = newId<'policy'>();
    const authenticator = {
      user: user.id,
      name: 'phone',
      data: '{}',
      counter: 0,
      createdAt: 1,
      lastUsedAt: null,
    };
    await storage.transact(async ({ users, groups, authenticators, backupCodes, periods, standings }) => {
      await groups.add(group);
      await users.setGroups(user.id, [group.id, group.id]);
      await authenticators.add({
        ...authenticator,
        id: totp,
        method: 'totp',
        externalId: null,
        disabledAt: null,
      });
      await authenticators.add({
        ...authenticator,
        id: key,
        method: 'webauthn',
        externalId: key,
        createdAt: 2,
        disabledAt: 5,
      });
      const codes = ['a', 'b'].map((hash) => ({
        id: newId<'backup-code'>(),
        user: user.id,
        salt: 's',
        hash,
      }));
      await backupCodes.replace(user.id, [...codes, { id: code, user: user.id, salt: 's', hash: 'c' }], 1);
      await backupCodes.consume(code, 2);
      await periods.start([
        { user: user.id, policy, startedAt: 1, days: 7, deadline: 9, nextNotice: null, noticeAt: null },
      ]);
      await users.edit(user.id, { preferredMethod: 'totp' });
      await standings.store([{ user: user.id, status: 'enrolled', required: true, deadline: null }]);
    });
    const found = await storage.read.users.withFacts(user.id);
    expect(found).toMatchObject({
      user: { id: user.id, preferredMethod: 'totp' },
      groups: [{ id: group.id, name: group.name }],
    });
    expect(found?.facts).toEqual({
      id: user.id,
      state: 'active',
      role: 'administrator',
      groups: new Set([group.id]),
      authenticators: [
        { id: totp, method: 'totp', disabled: false },
        { id: key, method: 'webauthn', disabled: true },
      ],
      backupCodesLeft: 2,
      periods: [{ policy, startedAt: 1, deadline: 9 }],
      exemptions: [],
      enrollmentDueFromActivation: false,
      preferredMethod: 'totp',
    });
    expect(await storage.transact(({ users }) => users.lock(user.id))).toEqual(found);
    expect(await storage.transact(({ users }) => users.lock(newId()))).toBeUndefined();
  });

  test('a user who is removed takes everything along but the audit entries', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const signIn = newId<'sign-in'>();
    const policy = newId<'policy'>();
    await storage.transact(async (all) => {
      await all.signIns.add({
        id: signIn,
        tokenHash: signIn,
        user: user.id,
        resource: { kind: 'portal' },
        proofs: [],
        skippedAt: null,
        address: '::1',
        userAgent: '',
        browser: null,
        createdAt: 1,
        expiresAt: 100,
        endedAt: null,
      });
      await all.challenges.add({
        id: newId(),
        holder: { signIn },
        user: user.id,
        purpose: 'prove',
        method: 'totp',
        state: '',
        replaces: null,
        createdAt: 1,
        expiresAt: 100,
      });
      await all.policies.save({
        policy: ofUser(policy, user.id),
        version: 1,
        changedAt: 1,
        changedBy: { kind: 'cli' },
        graceEndedAt: null,
      });
      await all.links.add({
        id: newId(),
        purpose: 'activation',
        user: user.id,
        tokenHash: policy,
        createdAt: 1,
        expiresAt: 100,
      });
      await all.audit.append({
        kind: 'user.created',
        at: 1,
        actor: { kind: 'cli' },
        subject: { kind: 'user', id: user.id },
      });
      await all.users.remove(user.id);
    });
    expect(await storage.read.users.byId(user.id)).toBeUndefined();
    expect(await storage.read.signIns.byToken(signIn, 2)).toBeUndefined();
    expect(await storage.read.policies.ofUser(user.id)).toEqual([]);
    expect(await storage.read.links.find(policy, 2)).toBeUndefined();
    const about = { user: user.id };
    const { events } = await storage.read.audit.search(about, { order: 'newest first', limit: 5 });
    expect(events).toHaveLength(1);
  });

  test('standings are walked by id, page by page', async () => {
    const { storage } = given();
    const mine = [await addUser(storage), await addUser(storage)].map(({ id }) => id);
    const seen: string[] = [];
    for (let after: (typeof mine)[number] | null = null; ; ) {
      const page = await storage.read.standings.page(after, 500);
      seen.push(...page.map(({ user }) => user.id));
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.user.id;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen).toEqual(expect.arrayContaining(mine));
  });
});

const ofUser = (id: PolicyId, user: ReturnType<typeof someUser>['id']) => ({
  id,
  kind: 'user' as const,
  name: 'own',
  state: 'on' as const,
  who: { kind: 'user' as const, user },
  excludedGroups: [],
  when: {},
  action: {
    kind: 'require' as const,
    requirement: { strength: 'forced' as const, owed: [], rememberDevices: false },
  },
});
