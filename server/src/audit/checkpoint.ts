import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { type Instant, isoTime } from '../kernel/instant.ts';
import type { Random } from '../kernel/random.ts';
import type { Checkpoint } from '../ports/audit-checkpoints.ts';
import type { ChainEnd } from '../ports/audit-log.ts';

/** PKCS #8 (RFC 8410 §7) before the 32 bytes of an Ed25519 key. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A new Ed25519 key: PKCS #8, base64. */
export const newSigningKey = (random: Random): string =>
  Buffer.concat([pkcs8, random.bytes(32)]).toString('base64');

export const readSigningKey = (key: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' });

/** The public half as PEM. */
export const publicKeyOf = (key: KeyObject): string =>
  createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString();

/** The beginning of the SHA-256 of the key's DER form. */
export const keyIdOf = (publicKey: string): string =>
  createHash('sha256')
    .update(createPublicKey(publicKey).export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16);

/** What is signed. */
const statement = ({ seq, hash, at }: Omit<Checkpoint, 'keyId' | 'signature'>): Buffer =>
  Buffer.from(`sallyport audit checkpoint\n${seq}\n${hash}\n${isoTime(at)}\n`);

/** Says of the log that it ended so at that time. */
export const signCheckpoint = (key: KeyObject, { seq, hash }: ChainEnd, at: Instant): Checkpoint => ({
  seq,
  hash,
  at,
  keyId: keyIdOf(publicKeyOf(key)),
  signature: sign(null, statement({ seq, hash, at }), key).toString('base64url'),
});

/** Whether the key has signed exactly this. `publicKey`: PEM. */
export const isSigned = (checkpoint: Checkpoint, publicKey: string): boolean =>
  verify(null, statement(checkpoint), publicKey, Buffer.from(checkpoint.signature, 'base64url'));
