import { describe, expect, test } from 'vitest';
import { admin, type House, openHouse } from '../../../../../test/support/administration.ts';
import { createTestDatabase } from '../../../../../test/support/postgres.ts';
import { initOwner } from '../init-owner.ts';
import { deleteUser } from './remove.ts';
import { setRole } from './role.ts';
import { suspendUser } from './suspend.ts';

const databases = [
  ['SQLite', async () => undefined],
  ['PostgreSQL', createTestDatabase],
] as const;

const countOwners = ({ read }: House): Promise<number> => read.users.countActiveWithRole('owner');
const outcomes = async (acts: readonly Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(acts))
    .map((act) => (act.status === 'fulfilled' ? 'done' : act.reason.code))
    .sort((a: string, b: string) => a.localeCompare(b));

describe.each(databases)('on %s', (_, make) => {
  test('of two owners who lose it at the same moment one stays, whichever way they lose it', async () => {
    const house = await openHouse(await make());
    const losing = [
      (id: string) => suspendUser(house)(admin, id),
      (id: string) => deleteUser(house)(admin, id),
      (id: string) => setRole(house)(admin, id, null),
    ];
    for (let round = 0; round < 6; round += 1) {
      while ((await countOwners(house)) < 2) await house.active(`owner-${house.newId()}`, { role: 'owner' });
      const { users } = await house.read.users.list({ state: 'active' }, 0, { limit: 10 });
      const owners = users.filter(({ user }) => user.role === 'owner');
      const acts = owners.map(({ user }, index) => losing[(round + index) % losing.length]?.(user.id));
      expect(await outcomes(acts.map(async (act) => act))).toEqual(['done', 'would-lock-out']);
      expect(await countOwners(house)).toBe(1);
    }
  });

  test('the last owner with a second factor stays, whoever else is owner without one', async () => {
    const house = await openHouse(await make());
    const owner = (name: string) => house.active(name, { role: 'owner' });
    const [enrolled, bare, heir] = [await owner('ann'), await owner('ben'), await owner('cem')];
    await house.enroll(enrolled);
    const ways = (id: string) => [
      suspendUser(house)(admin, id),
      deleteUser(house)(admin, id),
      setRole(house)(admin, id, 'auditor'),
    ];
    expect(await outcomes(ways(enrolled))).toEqual(['would-lock-out', 'would-lock-out', 'would-lock-out']);
    await suspendUser(house)(admin, bare);
    await house.enroll(heir);
    await house.transact(({ authenticators }) =>
      authenticators.recordFailure(heir, 'totp', 1, house.clock.now()),
    );
    expect(await outcomes([deleteUser(house)(admin, enrolled)])).toEqual(['would-lock-out']);
    await house.enroll(heir, 'webauthn');
    expect(await outcomes([deleteUser(house)(admin, enrolled)])).toEqual(['done']);
  });

  test('of several first owners made at the same moment there is one', async () => {
    const house = await openHouse(await make());
    const init = initOwner({ ...house, hasher: { hash: async () => '' } });
    const made = ['ann', 'ben', 'cem', 'dan'].map((username) =>
      init({
        username,
        displayName: username,
        email: `${username}@example.com`,
        password: 'quiet harbour lantern 7',
      }),
    );
    expect(await outcomes(made)).toEqual(['conflict', 'conflict', 'conflict', 'done']);
    expect(await countOwners(house)).toBe(1);
  });
});
