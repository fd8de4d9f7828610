import { randomBytes } from 'node:crypto';

export interface Random {
  /** Cryptographically strong. */
  bytes(length: number): Buffer;
}

export const systemRandom: Random = { bytes: (length) => randomBytes(length) };
