import type { Settings } from '@sallyport/contract/settings.ts';
import type { BrowserId, UserId } from '../../kernel/ids.ts';
import { type Instant, minutes } from '../../kernel/instant.ts';
import { isMapped, parseAddress } from '../../policy/network.ts';
import { addressLimit, type Limit } from '../../policy/throttle.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Throttles } from '../../ports/throttles.ts';

/** Tries are counted per user and method, over all sessions, protocols, processes and spellings of the user name. */
export const userBudget = (
  method: string,
  user: UserId,
  /** A browser the user signed in from before has a budget of its own: strangers cannot use it up (ASVS 6.1.1). */
  browser: BrowserId | null,
): string => `${method}:user:${user}${browser === null ? '' : `:browser:${browser}`}`;

/** Names that nobody bears are counted alike, so that they answer alike. */
export const nameBudget = (nameKey: string): string => `password:name:${nameKey}`;

/** One network: an IPv4 address, or the /64 that one IPv6 customer has. */
export const addressBudget = (address: string): string => {
  const parsed = parseAddress(address);
  return `address:${parsed === null || isMapped(parsed) ? address : parsed.slice(0, 2).join(':')}`;
};

export const userLimit = (settings: Settings): Limit => ({
  max: settings.signIn.failures,
  window: minutes(settings.signIn.failureMinutes),
});

export const tooManyAttempts = (retryAt: Instant, now: Instant): Refusal => {
  const wait = Math.max(1, Math.ceil((retryAt - now) / 60_000));
  return new Refusal(
    'too-many-attempts',
    `There were too many wrong tries. Wait ${wait} ${wait === 1 ? 'minute' : 'minutes'}, use another method, or ask the help desk.`,
    { retryAfter: Math.max(1, Math.ceil((retryAt - now) / 1000)) },
  );
};

/** Refuses an address that has failed far too often. */
export const checkAddress = async (throttles: Throttles, address: string, now: Instant): Promise<void> => {
  const left = await throttles.peek(addressBudget(address), addressLimit, now);
  if (!left.allowed) throw tooManyAttempts(left.retryAt, now);
};
