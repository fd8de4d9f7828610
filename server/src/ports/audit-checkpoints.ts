import type { Instant } from '../kernel/instant.ts';

/** The end of the audit log at some time, signed with Ed25519 (audit/checkpoint.ts). */
export interface Checkpoint {
  readonly seq: number;
  readonly hash: string;
  readonly at: Instant;
  /** Of the key that signed it. */
  readonly keyId: string;
  /** Base64url. */
  readonly signature: string;
}

export interface AuditCheckpoints {
  /** The key they are signed with: PKCS #8, base64, sealed, so that nobody signs who has only the database. */
  sealedKey(): Promise<string | undefined>;
  /** Keeps the one that is there. */
  keepSealedKey(sealed: string): Promise<void>;
  /** Keeps the one that is there for this place. */
  add(checkpoint: Checkpoint): Promise<void>;
  /** Newest first. */
  newest(limit: number): Promise<readonly Checkpoint[]>;
  /** Oldest first, of places after `seq`. */
  after(seq: number, limit: number): Promise<readonly Checkpoint[]>;
}

/** Checkpoints kept outside the database, so that whoever can rewrite that cannot rewrite these. */
export interface CheckpointFile {
  /** As they were written. What is no checkpoint is left out: it proves nothing. */
  read(): Promise<readonly Checkpoint[]>;
  /** The furthest place that has one in it; 0 if none has. */
  furthest(): Promise<number>;
  /** Synced to disk when it resolves. */
  append(checkpoints: readonly Checkpoint[]): Promise<void>;
}

/** The signing key is sealed for this context. */
export const signingKeyContext = 'audit:signing-key';
