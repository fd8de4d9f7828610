import type { Settings } from '@sallyport/contract/settings.ts';
import type { BrowserId, UserId } from '../../kernel/ids.ts';
import { type Instant, minutes } from '../../kernel/instant.ts';
import { tokenHash } from '../../kernel/secrets.ts';
import { isMapped, parseAddress } from '../../policy/network.ts';
import { addressLimit, endsByItself, type Limit, strictLimit } from '../../policy/throttle.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { ThrottleKey, Throttles } from '../../ports/throttles.ts';

/** Tries are counted per user and method, over all sessions, protocols, processes and spellings of the user name. */
export const userBudget = (
  method: string,
  user: UserId,
  /** A browser the user signed in from before has a budget of its own: strangers cannot use it up (ASVS 6.1.1). */
  browser: BrowserId | null,
): ThrottleKey => ({
  key: `${method}:user:${user}${browser === null ? '' : `:browser:${browser}`}`,
  user,
});

/** Mails that anybody may ask to be sent to this user. */
export const mailBudget = (user: UserId): ThrottleKey => ({ key: `password-reset:user:${user}`, user });

/**
 * Names that nobody bears are counted alike, so that they answer alike. Some are passwords typed into the wrong field:
 * kept are 18 bits of the hash, which many names share.
 */
export const nameBudget = (nameKey: string): ThrottleKey => ({
  key: `password:name:${tokenHash(nameKey).slice(0, 3)}`,
  user: null,
});

/** One network: an IPv4 address, or the /64 that one IPv6 customer has. */
export const addressBudget = (address: string): ThrottleKey => {
  const parsed = parseAddress(address);
  const network = parsed === null || isMapped(parsed) ? address : parsed.slice(0, 2).join(':');
  return { key: `address:${network}`, user: null };
};

/** The strict profile allows fewer, never more, and its pauses end by an administrator's hand (R8). */
export const userLimit = ({ signIn, strictProfile }: Settings): Limit =>
  strictProfile.on ? strictLimit : { max: signIn.failures, window: minutes(signIn.failureMinutes) };

export const tooManyAttempts = (retryAt: Instant, now: Instant): Refusal => {
  if (!endsByItself(retryAt, now))
    return new Refusal(
      'too-many-attempts',
      'There were too many wrong tries. It is locked until an administrator unlocks it: ask the help desk, or use another method.',
    );
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
