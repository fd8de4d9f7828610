import { hash, hashRaw, verify } from '@node-rs/argon2';
import type { PasswordHasher } from '../../ports/secrets.ts';
import { boundedQueue } from './bounded-queue.ts';

/** OWASP's minimum for argon2id, which is this library's default kind: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Costs the same to check as any other, and nobody has a password for it. */
const nobodysHash = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Keyboards make the same letter of different code points (NIST SP 800-63B-4 §3.1.1.2). */
const normalised = (password: string): string => password.normalize('NFKC');

/**
 * Hashes in the thread pool, at most `threads` at a time (19 MiB each); the rest waits its turn.
 * Every call throws Refusal `unavailable` when several seconds' worth is waiting already.
 */
export const argon2Hasher = ({ threads }: { readonly threads: number }): PasswordHasher => {
  // About 80 hashes a second and thread: whoever is let in waits at most some five seconds.
  const inTurn = boundedQueue({ running: threads, waiting: threads * 400 });
  return {
    hash: (password) => inTurn(() => hash(normalised(password), cost)),
    verify: (stored, password) =>
      inTurn(async () => (await verify(stored ?? nobodysHash, normalised(password))) && stored !== null),
    hashWithSalt: (secret, salt) =>
      inTurn(async () => (await hashRaw(secret, { ...cost, salt })).toString('base64')),
  };
};
