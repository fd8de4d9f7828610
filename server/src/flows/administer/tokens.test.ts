import { expect, test } from 'vitest';
import { admin, openHouse } from '../../../../test/support/administration.ts';
import { createToken, listTokens } from './tokens.ts';

test('no API token makes another, whatever its role', async () => {
  const house = await openHouse();
  const input = { name: 'sync', role: 'auditor', days: 90 } as const;
  const { id } = await createToken(house)(admin, input);
  const token = {
    kind: 'token',
    token: house.newId<'token'>(),
    name: 'sync',
    role: 'owner',
    user: null,
  } as const;
  await expect(createToken(house)(token, input)).rejects.toMatchObject({
    code: 'permission-denied',
    message: 'An API token makes no other: sign in, or use the command line on the server.',
  });
  expect((await listTokens(house)()).items.map((each) => each.id)).toEqual([id]);
});
