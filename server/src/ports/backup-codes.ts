import type { BackupCodeId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';

export interface StoredBackupCode {
  readonly id: BackupCodeId;
  readonly user: UserId;
  /** Of the whole set: base64. */
  readonly salt: string;
  readonly hash: string;
}

export interface BackupCodes {
  /** Voids those that are there. */
  replace(user: UserId, codes: readonly StoredBackupCode[], now: Instant): Promise<void>;
  unused(user: UserId): Promise<readonly StoredBackupCode[]>;
  /** True for exactly one caller. */
  consume(id: BackupCodeId, now: Instant): Promise<boolean>;
  removeAll(user: UserId): Promise<void>;
}
