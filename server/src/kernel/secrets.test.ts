import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemRandom } from './random.ts';
import { keyring, newKeyLine, newToken, sameText, tokenHash } from './secrets.ts';

const firstKey = newKeyLine(systemRandom);
const ring = keyring(firstKey, systemRandom);

test('what was sealed opens again, for its own context only', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (plain, context, other) => {
      const sealed = ring.seal(plain, context);
      expect(ring.open(sealed, context)).toBe(plain);
      if (other !== context) expect(() => ring.open(sealed, other)).toThrow();
    }),
  );
});

test('the same text is sealed differently each time', () => {
  expect(ring.seal('secret', 'a')).not.toBe(ring.seal('secret', 'a'));
});

test('a changed sealed text does not open', () => {
  const sealed = ring.seal('secret', 'a');
  for (let at = sealed.lastIndexOf('.') + 1; at < sealed.length - 1; at++) {
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
    expect(() => ring.open(changed, 'a')).toThrow();
  }
  expect(() => ring.open(sealed.slice(0, -8), 'a')).toThrow();
  expect(() => ring.open('secret', 'a')).toThrow('not a sealed text');
});

test('a key appended to the file seals from then on, and the old one still opens', () => {
  const secondKey = newKeyLine(systemRandom);
  const rotated = keyring(`# keys\n${firstKey}\n${secondKey}`, systemRandom);
  expect(rotated.open(ring.seal('old', 'a'), 'a')).toBe('old');
  const sealed = rotated.seal('new', 'a');
  expect(sealed.split('.')[1]).toBe(secondKey.split(' ')[0]);
  expect(() => ring.open(sealed, 'a')).toThrow('not in the key file');
});

test('a key file without a key, with a broken line or a key id twice is refused', () => {
  expect(() => keyring('\n# nothing\n', systemRandom)).toThrow('no key');
  expect(() => keyring(`${firstKey}0011 short\n`, systemRandom)).toThrow('line 2');
  expect(() => keyring(firstKey + firstKey, systemRandom)).toThrow('repeats');
});

test('errors of the key file show nothing of the key', () => {
  const secret = firstKey.trim().split(' ')[1] ?? '';
  expect(() => keyring(`x${firstKey}`, systemRandom)).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining(secret) }),
  );
});

test('tokens hold 256 bits, and their hash is SHA-256', () => {
  const token = newToken(systemRandom);
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(newToken(systemRandom)).not.toBe(token);
  expect(tokenHash('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
});

test('texts are the same only when every character is', () => {
  expect(sameText('123456', '123456')).toBe(true);
  expect(sameText('123456', '123457')).toBe(false);
  expect(sameText('123456', '1234567')).toBe(false);
});
