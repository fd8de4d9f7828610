import type { Instant } from '../kernel/instant.ts';

/** Wrong tries per key, e.g. `totp:user:<id>`; the rules are policy/throttle.ts. */
export interface Throttles {
  /**
   * One conditional write, before the code is checked: takes one try out of the budget of `max` per `window` ms.
   * A window that is over begins anew.
   */
  spend(
    key: string,
    limit: { readonly max: number; readonly window: number },
    now: Instant,
  ): Promise<{ readonly allowed: true } | { readonly allowed: false; readonly retryAt: Instant }>;
  /** Whether a try is left, without taking it: for limits that count failures only. */
  peek(
    key: string,
    limit: { readonly max: number; readonly window: number },
    now: Instant,
  ): Promise<{ readonly allowed: true } | { readonly allowed: false; readonly retryAt: Instant }>;
  clear(key: string): Promise<void>;
  /** All keys of one user: `…:user:<id>` and what follows. */
  clearUser(user: string): Promise<void>;
  purge(before: Instant): Promise<void>;
}
