/**
 * The database is locked, full, unreachable or gone. Nothing was changed; the next call tries anew, without a restart.
 */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';

  constructor(reason: string, cause?: unknown) {
    super(`storage is unavailable: ${reason}`, { cause });
  }
}
