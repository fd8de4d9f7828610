import type { UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Allowance, Limit } from '../policy/throttle.ts';

/** Whose tries, and tries of what, are counted together. */
export interface ThrottleKey {
  readonly key: string;
  /** Whose budgets are cleared together; null for those of an address, or of a name that nobody bears. */
  readonly user: UserId | null;
}

/** Tries per key; the rules are policy/throttle.ts. */
export interface Throttles {
  /**
   * One conditional write, before the code is checked: takes one try out of the budget of `limit`.
   * A window that is over begins anew.
   */
  spend(key: ThrottleKey, limit: Limit, now: Instant): Promise<Allowance>;
  /** Whether a try is left, without taking it: for limits that count failures only. */
  peek(key: ThrottleKey, limit: Limit, now: Instant): Promise<Allowance>;
  clear(key: ThrottleKey): Promise<void>;
  clearUser(user: UserId): Promise<void>;
  /** Removes those whose window was over before, at most `limit` of them; answers with their number. */
  purge(before: Instant, limit: number): Promise<number>;
}
