import { randomFillSync } from 'node:crypto';

export interface Random {
  /** Cryptographically strong. */
  bytes(length: number): Buffer;
}

/** Bytes fetched at a time: asking the system for each few costs many times what they do. */
const poolSize = 4096;

let pool = Buffer.alloc(0);

export const systemRandom: Random = {
  bytes(length) {
    if (length > poolSize) return randomFillSync(Buffer.alloc(length));
    if (length > pool.length) pool = randomFillSync(Buffer.alloc(poolSize));
    const taken = pool.subarray(0, length);
    pool = pool.subarray(length);
    return taken;
  },
};
