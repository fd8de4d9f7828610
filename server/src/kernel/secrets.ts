import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto';
import type { Random } from './random.ts';

const cipher = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Keys that seal what is stored, kept in a file outside the database: one a line, `<key id> <32 bytes in base64url>`,
 * newest last. The newest seals, all open: to rotate, append a line.
 */
export interface Keyring {
  /** AES-256-GCM, as `v1.<key id>.<nonce>.<cipher text and tag>`; `context` is authenticated with it. */
  seal(plain: string, context: string): string;
  /** @throws when it was sealed by another key, for another context, or was changed. */
  open(sealed: string, context: string): string;
}

/** One line for a key file. */
export const newKeyLine = (random: Random): string =>
  `${random.bytes(4).toString('hex')} ${random.bytes(keyBytes).toString('base64url')}\n`;

/** Reads a key file; empty lines and such that begin with `#` do not count. @throws naming the line that is wrong. */
export const keyring = (file: string, random: Random): Keyring => {
  const keys = parseKeys(file);
  const newest = [...keys].at(-1);
  if (newest === undefined) throw new Error('the key file holds no key');
  const [newestId, newestKey] = newest;

  return {
    seal(plain, context) {
      // Random nonces are safe for 2^32 messages a key (NIST SP 800-38D §8.3): far more than there will be authenticators.
      const nonce = random.bytes(nonceBytes);
      const encrypt = createCipheriv(cipher, newestKey, nonce).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([encrypt.update(plain, 'utf8'), encrypt.final(), encrypt.getAuthTag()]);
      return ['v1', newestId, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
    },
    open(text, context) {
      const [version, id = '', nonce = '', body = '', ...rest] = text.split('.');
      if (version !== 'v1' || rest.length > 0) throw new Error('not a sealed text');
      const key = keys.get(id);
      if (key === undefined) throw new Error(`sealed by key ${id}, which is not in the key file`);
      const sealed = Buffer.from(body, 'base64url');
      const decrypt = createDecipheriv(cipher, key, Buffer.from(nonce, 'base64url'), {
        authTagLength: tagBytes,
      })
        .setAAD(Buffer.from(context))
        .setAuthTag(sealed.subarray(-tagBytes));
      return decrypt.update(sealed.subarray(0, -tagBytes), undefined, 'utf8') + decrypt.final('utf8');
    },
  };
};

const parseKeys = (file: string): ReadonlyMap<string, KeyObject> => {
  const keys = new Map<string, KeyObject>();
  for (const [index, line] of file.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, id = '', key = ''] = /^([0-9a-f]{8}) ([A-Za-z0-9_-]{43})$/.exec(line.trim()) ?? [];
    if (id === '') throw new Error(`line ${index + 1} of the key file is not a key`);
    if (keys.has(id)) throw new Error(`line ${index + 1} of the key file repeats key ${id}`);
    keys.set(id, createSecretKey(Buffer.from(key, 'base64url')));
  }
  return keys;
};

/** For cookies, links and API tokens: 256 bits, base64url. */
export const newToken = (random: Random): string => random.bytes(32).toString('base64url');

/** What is stored of a token: SHA-256, base64url. Tokens are too random to be guessed from it. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Compares in a time that tells nothing of where, or whether in length, they differ. */
export const sameText = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
