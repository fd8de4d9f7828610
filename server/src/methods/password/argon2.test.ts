import { expect, test } from 'vitest';
import { argon2Hasher } from './argon2.ts';

const hasher = argon2Hasher({ threads: 2 });

test('passwords are hashed by argon2id with 19 MiB, two passes and a salt of their own', async () => {
  const hash = await hasher.hash('correct horse');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await hasher.hash('correct horse')).not.toBe(hash);
  expect(await hasher.verify(hash, 'correct horse')).toBe(true);
  expect(await hasher.verify(hash, 'correct horse ')).toBe(false);
});

test('a password is the same whichever way its letters are composed', async () => {
  const hash = await hasher.hash('Grüße'.normalize('NFC'));
  expect(await hasher.verify(hash, 'Grüße'.normalize('NFD'))).toBe(true);
});

test('where there is no hash, the answer is no and takes as long', async () => {
  const hash = await hasher.hash('correct horse');
  const timed = async (stored: string | null) => {
    const start = performance.now();
    expect(await hasher.verify(stored, 'wrong horse')).toBe(false);
    return performance.now() - start;
  };
  // In turn, so that whatever else the machine does slows both alike.
  const ratios: number[] = [];
  for (let round = 0; round < 25; round++) ratios.push((await timed(null)) / (await timed(hash)));
  const median = ratios.sort((a, b) => a - b)[12] ?? 0;
  expect(median).toBeGreaterThan(0.5);
  expect(median).toBeLessThan(2);
});

test('a secret hashed with a given salt comes out the same each time', async () => {
  const salt = Buffer.alloc(16, 7);
  const hash = await hasher.hashWithSalt('abcd', salt);
  expect(Buffer.from(hash, 'base64')).toHaveLength(32);
  expect(await hasher.hashWithSalt('abcd', salt)).toBe(hash);
  expect(await hasher.hashWithSalt('abcd', Buffer.alloc(16, 8))).not.toBe(hash);
});
