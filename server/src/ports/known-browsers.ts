import type { BrowserId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';

/** Browsers that completed a sign-in of a user: strangers cannot lock the user out of them (ASVS 6.1.1). */
export interface KnownBrowsers {
  find(tokenHash: string, user: UserId): Promise<BrowserId | undefined>;
  /** Of one user's the 10 newest are kept: a client that keeps no cookies would add one at every sign-in. */
  add(browser: {
    readonly id: BrowserId;
    readonly user: UserId;
    readonly tokenHash: string;
    readonly at: Instant;
  }): Promise<void>;
  removeAll(user: UserId): Promise<void>;
  /** Removes those that were added before, at most `limit` of them; answers with their number. */
  purge(before: Instant, limit: number): Promise<number>;
}
