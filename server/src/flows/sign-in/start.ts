import type { BrowserId } from '../../kernel/ids.ts';
import { type Instant, minutes } from '../../kernel/instant.ts';
import { usernameKey } from '../../kernel/names.ts';
import { newToken, tokenHash } from '../../kernel/secrets.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { User } from '../../ports/users.ts';
import { type Client, userSubject } from '../caller.ts';
import { checkAddress, nameBudget, userBudget, userLimit } from '../factor/budget.ts';
import { knownBrowser } from '../factor/known-browser.ts';
import { recordWrongTry } from '../factor/tries.ts';
import { startDuePeriods } from '../roll-out/settle.ts';
import { readStandpoint, type Standpoint } from '../standpoint.ts';
import { judgedNow } from '../time.ts';
import type { SignInDeps, SignInRepositories, Step } from './deps.ts';
import { proceed } from './proceed.ts';

/** How long a sign-in may take from the password on. */
const signInLifetime = minutes(15);

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/**
 * The first step: user name and password. Unknown, suspended, staged, paused and wrong ones get the same answer,
 * after the same work.
 * @throws Refusal `invalid-credentials`, `too-many-attempts` (of the address)
 */
export const startSignIn =
  (deps: SignInDeps) =>
  async ({ username, password }: Credentials, client: Client, browserToken: string): Promise<Step> => {
    const now = await judgedNow(deps.clock, deps.read.audit);
    await checkAddress(deps.read.throttles, client.address, now);
    const user = await deps.read.users.byUsername(username);
    const browser = user ? await knownBrowser(deps.read, browserToken, user.id) : null;
    const budget = user ? userBudget('password', user.id, browser) : nameBudget(usernameKey(username));
    const { settings } = await deps.rules(deps.read);
    const tries = await deps.transact(({ throttles }) => throttles.spend(budget, userLimit(settings), now));
    const right = await deps.hasher.verify(user?.passwordHash ?? null, password);
    if (user === undefined || user.state !== 'active' || !right || !tries.allowed) {
      await recordRefusal(deps, username, user, client, tries.allowed, now);
      throw wrongCredentials();
    }
    return deps.transact(async (source) => {
      // Hashing took its time: whoever was suspended, or has another password by now, is refused like all others.
      const held = await readStandpoint(source, deps.rules, user.id, now, 'lock');
      if (held?.user.state !== 'active' || held.user.passwordHash !== user.passwordHash)
        throw wrongCredentials();
      await source.throttles.clear(budget);
      return beginSignIn(deps, source, held, client, browser, browserToken);
    });
  };

/** The same words for whatever was wrong. */
const wrongCredentials = (): Refusal =>
  new Refusal(
    'invalid-credentials',
    'The user name or password is not right. After many wrong tries, wait half an hour or ask the help desk.',
  );

const recordRefusal = (
  deps: SignInDeps,
  username: string,
  user: User | undefined,
  client: Client,
  triesLeft: boolean,
  now: Instant,
): Promise<void> =>
  deps.transact((source) =>
    recordWrongTry(source, {
      kind: 'sign-in.refused',
      at: now,
      actor: { kind: 'nobody' },
      // A name that nobody bears may be a password typed into the wrong field: it is not kept.
      ...(user && { subject: userSubject(user) }),
      address: client.address,
      details: { reason: refusalReason(user, triesLeft), nameLength: username.length },
    }),
  );

const refusalReason = (user: User | undefined, triesLeft: boolean): string => {
  if (user === undefined) return 'unknown-user';
  if (user.state !== 'active') return user.state;
  return triesLeft ? 'wrong-password' : 'too-many-attempts';
};

/** What follows a right password, or an activation: the sign-in begins with nothing proved but that. */
export const beginSignIn = async (
  deps: SignInDeps,
  source: SignInRepositories,
  standpoint: Standpoint,
  client: Client,
  browser: BrowserId | null,
  browserToken: string,
): Promise<Step> => {
  const { now, user } = standpoint;
  const settled = await startDuePeriods(source, standpoint);
  const token = newToken(deps.random);
  await source.signIns.add({
    id: deps.newId(),
    tokenHash: tokenHash(token),
    user: user.id,
    resource: { kind: 'portal' },
    proofs: [],
    skippedAt: null,
    address: client.address,
    userAgent: client.userAgent,
    browser,
    createdAt: now,
    expiresAt: now + signInLifetime,
    endedAt: null,
  });
  const step = await proceed(deps, source, token, browserToken, settled);
  return step.session ? step : { ...step, signInToken: token };
};
