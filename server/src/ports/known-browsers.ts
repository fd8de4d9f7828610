import type { BrowserId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';

/** Browsers that completed a sign-in of a user: strangers cannot lock the user out of them (ASVS 6.1.1). */
export interface KnownBrowsers {
  find(tokenHash: string, user: UserId): Promise<BrowserId | undefined>;
  add(browser: {
    readonly id: BrowserId;
    readonly user: UserId;
    readonly tokenHash: string;
    readonly at: Instant;
  }): Promise<void>;
  removeAll(user: UserId): Promise<void>;
}
