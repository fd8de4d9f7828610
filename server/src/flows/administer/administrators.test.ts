import { expect, test } from 'vitest';
import { admin, day, monday, openHouse } from '../../../../test/support/administration.ts';
import { isoTime } from '../../kernel/instant.ts';
import { listAdministrators } from './administrators.ts';
import { setRole } from './users/role.ts';

test('a role is held since it was given, not since its holder gave one to somebody else', async () => {
  const house = await openHouse();
  const [ann, ben] = [await house.active('ann'), await house.active('ben')];
  await setRole(house)(admin, ann, 'owner');
  house.at(monday + 2 * day);
  const owner = { kind: 'absent', user: ann, username: 'ann', role: 'owner' } as const;
  await setRole(house)(owner, ben, 'help-desk');
  const { items } = await listAdministrators(house)();
  expect(items.map(({ username, roleSince }) => [username, roleSince])).toEqual([
    ['ann', isoTime(monday)],
    ['ben', isoTime(monday + 2 * day)],
  ]);
});
