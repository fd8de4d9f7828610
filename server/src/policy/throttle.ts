import { days, type Instant, minutes } from '../kernel/instant.ts';

export interface Limit {
  /** Tries within a window; spending the last one begins a pause as long as the window. */
  readonly max: number;
  /** Milliseconds. */
  readonly window: number;
  /** How long the pause lasts, in milliseconds; as long as the window if not said. */
  readonly pause?: number;
}

/** Tries spent; stored per user and method, or per network address. Null until the first. */
export interface Budget {
  readonly failures: number;
  readonly windowStartedAt: Instant;
}

export type Allowance = { readonly allowed: true } | { readonly allowed: false; readonly retryAt: Instant };
export type Spending =
  | { readonly allowed: true; readonly next: Budget }
  | (Allowance & { readonly allowed: false });

/** A pause as long as this does not end by itself: an administrator releases it. */
const untilReleased = days(100 * 365);

/** Of the strict profile (R8). */
export const strictLimit: Limit = { max: 3, window: minutes(15), pause: untilReleased };

export const endsByItself = (retryAt: Instant, now: Instant): boolean => retryAt - now < untilReleased / 2;

/** Wide, so that an office behind one address is not shut out; it counts failures only. */
export const addressLimit: Limit = { max: 200, window: minutes(10) };

/** After so many failures in a row an authenticator is disabled until bound again (NIST SP 800-63B-4 §3.2.2). */
export const consecutiveFailureLimit = 100;

/** Milliseconds. */
export const pauseOf = ({ window, pause = window }: Limit): number => pause;

/** Whether a try is left, without taking it. */
export const peek = (budget: Budget | null, limit: Limit, now: Instant): Allowance => {
  if (budget === null || budget.failures < limit.max) return { allowed: true };
  const retryAt = budget.windowStartedAt + pauseOf(limit);
  return now < retryAt ? { allowed: false, retryAt } : { allowed: true };
};

/**
 * Takes one try out of the budget. Done before the code is checked, so that tries at the same moment cannot share
 * one; a success clears the budget. The window runs from the first try, and once more from the last one allowed, so
 * that the pause has its full length (PCI DSS 8.3.4).
 * @internal It is the model: logins spend by one write in storage, whose test holds it to this.
 */
export const spend = (budget: Budget | null, limit: Limit, now: Instant): Spending => {
  const allowance = peek(budget, limit, now);
  if (!allowance.allowed) return allowance;
  const running = budget !== null && now < budget.windowStartedAt + limit.window ? budget : null;
  const failures = (running?.failures ?? 0) + 1;
  const windowStartedAt = running === null || failures >= limit.max ? now : running.windowStartedAt;
  return { allowed: true, next: { failures, windowStartedAt } };
};
