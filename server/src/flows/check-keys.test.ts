import { expect, test } from 'vitest';
import { openHouse } from '../../../test/support/administration.ts';
import { systemRandom } from '../kernel/random.ts';
import { keyring, newKeyLine } from '../kernel/secrets.ts';
import { checkKeys } from './check-keys.ts';

const otherKey = newKeyLine(systemRandom);
const other = keyring(otherKey, systemRandom);

test('a database takes the key file it was made with, and no other', async () => {
  const house = await openHouse();
  await checkKeys(house);
  await checkKeys(house);
  await expect(checkKeys({ ...house, sealer: other })).rejects.toThrow(
    'not the one this database was made with',
  );
});

test('a key that was added later changes nothing: the first one is still there', async () => {
  const house = await openHouse();
  const first = newKeyLine(systemRandom);
  await checkKeys({ ...house, sealer: keyring(first, systemRandom) });
  await checkKeys({ ...house, sealer: keyring(first + otherKey, systemRandom) });
});

test('of two servers with key files of their own that start at once on an empty database, one is refused', async () => {
  const house = await openHouse();
  const starts = [newKeyLine(systemRandom), otherKey].map((key) =>
    checkKeys({ ...house, sealer: keyring(key, systemRandom) }),
  );
  const outcomes = (await Promise.allSettled(starts)).map(({ status }) => status);
  expect(outcomes.toSorted()).toEqual(['fulfilled', 'rejected']);
});
