import type { SignInState } from '@sallyport/contract/sign-in.ts';
import { hours, type Instant } from '../../kernel/instant.ts';
import { newToken, tokenHash } from '../../kernel/secrets.ts';
import { decide } from '../../policy/decide.ts';
import { type Decision, enrollableMethods, type Facts, type MethodKind } from '../../policy/model.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { SignIn } from '../../ports/sign-ins.ts';
import { aboutThemselves } from '../caller.ts';
import { recordDecision } from '../decisions/record.ts';
import { decideFor, factsFor, readStandpoint, type Standpoint } from '../standpoint.ts';
import type { SignInDeps, SignInRepositories, Step } from './deps.ts';
import { signInState } from './state.ts';
import { tellOfExempt } from './tell-of-exempt.ts';

/** What the sign-in brings along to its decision. */
const entryOf = (signIn: SignIn) => ({
  resource: signIn.resource,
  address: signIn.address,
  proofs: signIn.proofs,
  skipped: signIn.skippedAt !== null,
});

export interface Progress {
  readonly signIn: SignIn;
  readonly standpoint: Standpoint;
  readonly decision: Decision;
}

/** A sign-in as it stands now, decided anew. @throws Refusal `no-sign-in` */
export const readProgress = async (
  deps: SignInDeps,
  source: SignInRepositories,
  token: string,
  now: Instant,
  how: 'read' | 'lock' = 'read',
): Promise<Progress> => {
  const signIn = await readSignIn(source, token, now);
  const standpoint = await readStandpoint(source, deps.rules, signIn.user, now, how);
  if (standpoint === undefined || standpoint.user.state !== 'active') throw noSignIn();
  return { signIn, standpoint, decision: decideFor(standpoint, entryOf(signIn)) };
};

const readSignIn = async (
  { signIns }: Pick<SignInRepositories, 'signIns'>,
  token: string,
  now: Instant,
): Promise<SignIn> => {
  const signIn = token === '' ? undefined : await signIns.byToken(tokenHash(token), now);
  if (signIn === undefined) throw noSignIn();
  return signIn;
};

const noSignIn = (): Refusal =>
  new Refusal(
    'no-sign-in',
    'This sign-in is over or was never begun: start again with user name and password.',
  );

/**
 * Goes on after a change of the sign-in, in the transaction that made it: decides anew, and completes it
 * when nothing is left to ask. Exactly one caller ends a sign-in, so it becomes one session.
 * @param standpoint of the same request, where the change was none of the user; whatever ends a user's access ends the
 * sign-in as well, which is read anew
 */
export const proceed = async (
  deps: SignInDeps,
  source: SignInRepositories,
  token: string,
  browserToken: string,
  standpoint: Standpoint,
  extra: Pick<SignInState, 'backupCodes'> = {},
): Promise<Step> => {
  const { now } = standpoint;
  const signIn = await readSignIn(source, token, now);
  const facts = factsFor(standpoint, entryOf(signIn));
  const decision = decide(facts, standpoint.policies);
  const state = { ...signInState(decision, standpoint), ...extra };
  if (decision.outcome !== 'allow') {
    if (decision.outcome === 'deny') {
      const record = await recordDecision(source, standpoint, signIn.id, facts);
      await source.audit.append({
        ...aboutThemselves(standpoint.user, signIn.address, now),
        kind: 'sign-in.denied',
        details: { signIn: signIn.id, code: decision.code, record },
      });
    }
    return { state };
  }
  if (!(await source.signIns.end(signIn.id, now))) throw noSignIn();
  return { state, session: await openSession(deps, source, signIn, standpoint, facts, browserToken) };
};

const openSession = async (
  deps: SignInDeps,
  source: SignInRepositories,
  signIn: SignIn,
  standpoint: Standpoint,
  facts: Facts,
  browserToken: string,
): Promise<{ token: string; browserToken: string }> => {
  const { now, user, rules } = standpoint;
  const token = newToken(deps.random);
  await source.sessions.add({
    id: deps.newId(),
    tokenHash: tokenHash(token),
    user: user.id,
    proofs: signIn.proofs,
    skipped: signIn.skippedAt !== null,
    address: signIn.address,
    userAgent: signIn.userAgent,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: now + hours(rules.settings.sessions.hours),
    steppedUpAt: null,
    endedAt: null,
  });
  const browser = browserToken === '' ? newToken(deps.random) : browserToken;
  if (signIn.browser === null)
    await source.knownBrowsers.add({
      id: deps.newId(),
      user: user.id,
      tokenHash: tokenHash(browser),
      at: now,
    });
  await source.users.signedIn(user.id, now, lastProved(signIn));
  const record = await recordDecision(source, standpoint, signIn.id, facts);
  await tellOfExempt(deps, source, standpoint, signIn.address);
  await source.audit.append({
    ...aboutThemselves(standpoint.user, signIn.address, now),
    kind: 'sign-in.completed',
    details: {
      signIn: signIn.id,
      methods: signIn.proofs.map(({ method }) => method),
      skipped: signIn.skippedAt !== null,
      record,
    },
  });
  return { token, browserToken: browser };
};

/** S3. A code of a list, or from an administrator, is no habit: the next prompt offers the authenticator again. */
const lastProved = (signIn: SignIn): MethodKind | null =>
  signIn.proofs.findLast(({ method }) => enrollableMethods.some((kind) => kind === method))?.method ?? null;
