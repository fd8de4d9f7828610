import { expect, test } from 'vitest';
import { addUser, onBothDatabases } from '../../../../test/support/databases.ts';
import { newId, settings } from '../../../../test/support/samples.ts';
import type { EnrollableMethod, Policy } from '../../policy/model.ts';
import type { StoredPolicy } from '../../ports/policies.ts';

const stored = (given: Pick<Policy, 'kind' | 'who'> & Partial<Policy>): StoredPolicy => ({
  policy: {
    id: newId(),
    name: 'A policy',
    state: 'on',
    excludedGroups: [],
    when: { networks: ['10.0.0.0/8'] },
    action: {
      kind: 'require',
      requirement: { strength: 'soft', days: 7, owed: ['totp'], rememberDevices: true },
    },
    ...given,
  },
  version: 1,
  changedAt: 5,
  changedBy: { kind: 'cli' },
  graceEndedAt: null,
});

onBothDatabases((given) => {
  test('settings are the defaults until some are written, and what is written lasts', async () => {
    const { storage } = given();
    expect(await storage.read.settings.read()).toEqual(settings);
    const changed = { ...settings, sessions: { hours: 8, idleMinutes: 15 } };
    await storage.transact((all) => all.settings.write(settings));
    await storage.transact((all) => all.settings.write(changed));
    expect(await storage.read.settings.read()).toEqual(changed);
  });

  test('policies are found by subject; those of single users are read apart', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const group = { id: newId<'group'>(), name: `group ${user.id}`, description: '', createdAt: 1 };
    const everyone = stored({ kind: 'everyone', who: { kind: 'everyone' } });
    const ofGroup = stored({ kind: 'group', who: { kind: 'groups', groups: [group.id] } });
    const ofUser = stored({ kind: 'user', who: { kind: 'user', user: user.id } });
    const named = stored({ kind: 'named', who: { kind: 'groups', groups: [group.id] } });
    await storage.transact(async ({ policies, groups }) => {
      await groups.add(group);
      for (const each of [everyone, ofGroup, ofUser, named]) await policies.save(each);
    });
    const { policies } = storage.read;
    expect(await policies.bySubject({ kind: 'everyone' })).toEqual(everyone);
    expect(await policies.bySubject({ kind: 'group', group: group.id })).toEqual(ofGroup);
    expect(await policies.bySubject({ kind: 'user', user: user.id })).toEqual(ofUser);
    expect(new Set(await policies.shared())).toEqual(new Set([everyone, ofGroup, named]));
    expect(await policies.ofUser(user.id)).toEqual([ofUser]);
    expect(await policies.ofUsers([newId(), user.id])).toEqual([ofUser]);
    expect(await policies.ofUsers([])).toEqual([]);

    const off = { ...ofUser, policy: { ...ofUser.policy, state: 'off' as const }, version: 2, changedAt: 9 };
    await storage.transact((all) => all.policies.save(off));
    expect(await policies.ofUser(user.id)).toEqual([off]);
    await storage.transact((all) => all.policies.retire({ ...named, version: 2 }));
    await storage.transact((all) => all.policies.retire({ ...ofGroup, version: 2 }));
    await storage.transact((all) => all.groups.remove(group.id));
    expect(await policies.shared()).toEqual([everyone]);
  });

  test('every version of a policy is kept, with who made it, through a removal and back', async () => {
    const { storage } = given();
    const name = `Night shift ${newId()}`;
    const first = stored({ kind: 'named', who: { kind: 'everyone' }, name });
    const { id } = first.policy;
    const actor = { kind: 'token', id: 't', name: 'rollout' } as const;
    const second = { ...first, version: 2, changedAt: 9, changedBy: actor, graceEndedAt: 9 };
    await storage.transact(({ policies }) => policies.save(first));
    await storage.transact(({ policies }) => policies.save(second));
    const { policies } = storage.read;
    expect(await policies.byName(` ${name.toUpperCase()}`)).toEqual(second);
    expect(await policies.latest(id)).toEqual({ ...second, removed: false });
    await storage.transact((all) => all.policies.retire({ ...second, version: 3 }));
    expect(await policies.byName(name)).toBeUndefined();
    expect(await policies.shared()).not.toContainEqual(second);
    expect(await policies.latest(id)).toEqual({ ...second, version: 3, removed: true });
    expect((await policies.versions(id, { limit: 5 })).map(({ version }) => version)).toEqual([3, 2, 1]);
    expect(await policies.versions(id, { limit: 1, before: 2 })).toEqual([{ ...first, removed: false }]);
    expect(await policies.version(id, 2)).toEqual({ ...second, removed: false });
    expect(await policies.version(id, 4)).toBeUndefined();
    await storage.transact((all) => all.policies.save({ ...first, version: 4 }));
    await storage.transact((all) => all.policies.rename(id, `${name} too`));
    expect((await policies.latest(id))?.policy.name).toBe(`${name} too`);
    await storage.transact((all) => all.policies.retire({ ...first, version: 5 }));
  });

  test('of two policies of one name the second is not stored', async () => {
    const { storage } = given();
    const name = `Twice ${newId()}`;
    const policy = () => stored({ kind: 'named', who: { kind: 'everyone' }, name });
    const first = policy();
    await storage.transact(({ policies }) => policies.save(first));
    await expect(storage.transact(({ policies }) => policies.save(policy()))).rejects.toThrow();
    await storage.transact((all) => all.policies.retire({ ...first, version: 2 }));
  });

  test('the versions of a user’s own policy go with the user', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const own = stored({ kind: 'user', who: { kind: 'user', user: user.id } });
    await storage.transact(({ policies }) => policies.save(own));
    await storage.transact(({ users }) => users.remove(user.id));
    expect(await storage.read.policies.latest(own.policy.id)).toBeUndefined();
  });

  test('users who owe a method by name are found; one that is only allowed is not owed', async () => {
    const { storage } = given();
    const owing = async (owed: readonly EnrollableMethod[], allowed?: readonly EnrollableMethod[]) => {
      const { id } = await addUser(storage);
      const common = { strength: 'forced', owed, rememberDevices: true } as const;
      const requirement = allowed === undefined ? common : { ...common, allowed };
      const who = { kind: 'user', user: id } as const;
      const policy = stored({ kind: 'user', who, action: { kind: 'require', requirement } });
      await storage.transact(({ policies }) => policies.save(policy));
      return id;
    };
    await owing(['totp'], ['totp', 'webauthn']);
    const both = await owing(['totp', 'webauthn']);
    expect(await storage.read.policies.usersOwing('webauthn')).toEqual([both]);
  });

  test('every raise gives a revision that never was before, also after one that was rolled back', async () => {
    const { storage } = given();
    const seen = new Set([await storage.read.policies.revision()]);
    const failing = storage.transact(async ({ policies }) => {
      seen.add(await policies.raiseRevision());
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    const raised = await storage.transact(({ policies }) => policies.raiseRevision());
    expect(seen).not.toContain(raised);
    expect(await storage.read.policies.revision()).toBe(raised);
  });

  test('spellings of one group name are one group; its members are counted', async () => {
    const { storage } = given();
    const [first, second] = [await addUser(storage), await addUser(storage)];
    const group = { id: newId<'group'>(), name: 'Field  Staff', description: 'out', createdAt: 3 };
    const outcome = await storage.transact(async ({ groups }) => [
      await groups.add(group),
      await groups.add({ ...group, id: newId(), name: 'FIELD  STAFF' }),
      await groups.changeMembers(group.id, [first.id, second.id, newId()], []),
      await groups.changeMembers(group.id, [first.id], [second.id, newId()]),
    ]);
    expect(outcome.slice(0, 2)).toEqual([true, false]);
    expect(outcome[2]).toEqual({ joined: expect.arrayContaining([first.id, second.id]), left: [] });
    expect(outcome[3]).toEqual({ joined: [], left: [second.id] });
    expect(await storage.read.groups.byId(group.id)).toEqual({ ...group, members: 1 });
    expect(await storage.read.groups.byNames(['field  staff', 'nothing'])).toEqual([group]);
    await storage.transact(({ groups }) => groups.addMemberships([{ group: group.id, user: second.id }]));
    expect((await storage.read.groups.byId(group.id))?.members).toBe(2);
    const rename = (name: string) => storage.transact(({ groups }) => groups.edit(group.id, { name }));
    await storage.transact(({ groups }) => groups.add({ ...group, id: newId(), name: 'Taken' }));
    expect([await rename('taken'), await rename('Field staff')]).toEqual([false, true]);
  });

  test('groups are listed by name, page by page, and searched', async () => {
    const { storage } = given();
    const names = ['50% off', '50 of', 'alpha', 'Beta'].map((name) => `${name} ${newId()}`);
    await storage.transact(async ({ groups }) => {
      for (const name of names) await groups.add({ id: newId(), name, description: '', createdAt: 1 });
    });
    const listed: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await storage.read.groups.list(undefined, {
        limit: 2,
        ...(after === undefined ? {} : { after }),
      });
      listed.push(...page.groups.map(({ name }) => name));
      if (page.next === undefined) break;
      after = page.next;
    }
    expect(listed.filter((name) => names.includes(name))).toEqual([names[1], names[0], names[2], names[3]]);
    const found = await storage.read.groups.list('0% O', { limit: 5 });
    expect(found).toEqual({ groups: [expect.objectContaining({ name: names[0], members: 0 })] });
  });
});
