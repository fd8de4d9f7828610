import type { Instant } from '../kernel/instant.ts';

/** What a preview was asked of: any process makes it from that, as often as it is looked for. */
export interface AskedPreview {
  readonly id: string;
  /** In the form of those who make it. */
  readonly task: string;
  readonly askedAt: Instant;
}

export interface AskedPreviews {
  add(preview: AskedPreview): Promise<void>;
  byId(id: string): Promise<AskedPreview | undefined>;
  /** Removes up to `limit` that were asked for before; answers how many. */
  purge(before: Instant, limit: number): Promise<number>;
}
