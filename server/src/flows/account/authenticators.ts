import type {
  AddAuthenticator,
  Authenticator as AuthenticatorView,
  ConfirmedAuthenticator,
} from '@sallyport/contract/me.ts';
import type { ConfirmEnrollment, StartedEnrollment } from '@sallyport/contract/sign-in.ts';
import type { z } from 'zod';
import { asId } from '../../kernel/ids.ts';
import { isoTime } from '../../kernel/instant.ts';
import { enrollmentBar } from '../../policy/enrollment-bar.ts';
import {
  type AuthenticatorFact,
  type EnrollableMethod,
  enrollableMethods,
  type UserFacts,
} from '../../policy/model.ts';
import { mayRemove } from '../../policy/removal.ts';
import type { Authenticator } from '../../ports/authenticators.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Client, SessionCaller } from '../caller.ts';
import { beginEnrollment } from '../enroll/begin.ts';
import { confirmEnrollment, shownOnce } from '../enroll/confirm.ts';
import { storeEnrollment } from '../enroll/store.ts';
import { authenticatorRemoved } from '../mails/authenticators.ts';
import { queueMail } from '../mails/queue.ts';
import { project } from '../projection.ts';
import type { Standpoint } from '../standpoint.ts';
import { type AccountDeps, aboutOneself, holderOf, standpointOf } from './deps.ts';
import { refuseUnproved } from './fresh-proof.ts';

export const authenticatorView = (authenticator: Authenticator): AuthenticatorView => ({
  id: authenticator.id,
  method: authenticator.method,
  name: authenticator.name,
  createdAt: isoTime(authenticator.createdAt),
  ...(authenticator.lastUsedAt !== null && { lastUsedAt: isoTime(authenticator.lastUsedAt) }),
  ...(authenticator.disabledAt !== null && { disabledAt: isoTime(authenticator.disabledAt) }),
});

export const enrollableBy = ({ rules }: Standpoint): EnrollableMethod[] =>
  enrollableMethods.filter((method) => rules.decision.enabledMethods.has(method));

export const listAuthenticators =
  (deps: AccountDeps) =>
  async (caller: SessionCaller): Promise<{ items: AuthenticatorView[] }> => ({
    items: (await deps.read.authenticators.ofUser(caller.user)).map(authenticatorView),
  });

export const addAuthenticator =
  (deps: AccountDeps) =>
  async (caller: SessionCaller, input: z.output<typeof AddAuthenticator>): Promise<StartedEnrollment> => {
    const standpoint = await standpointOf(deps, caller.user);
    const replaces =
      input.replaces === undefined ? null : ownAuthenticator(standpoint.facts, input.replaces, input.method);
    refuseBarred(standpoint, input.method, replaces);
    return beginEnrollment(deps)(standpoint, holderOf(caller), input.method, replaces?.id ?? null);
  };

/** Asked when it is begun, and again when it is confirmed. @throws Refusal `method-not-available` */
const refuseBarred = (
  { facts, policies, rules, now }: Standpoint,
  method: EnrollableMethod,
  replaces: AuthenticatorFact | null,
): void => {
  const bar = enrollmentBar(facts, method, replaces, policies, rules.decision, now);
  switch (bar?.by) {
    case undefined:
      return;
    case 'method':
      throw new Refusal('method-not-available', `Your organisation does not use ${method}.`);
    case 'period':
      throw new Refusal(
        'method-not-available',
        'The time to set up a second factor has run out. Ask the help desk for a new enrollment period.',
      );
  }
};

const ownAuthenticator = (
  { authenticators }: UserFacts,
  id: string,
  method: EnrollableMethod,
): AuthenticatorFact => {
  const own = authenticators.find((authenticator) => authenticator.id === id);
  if (own === undefined) throw noSuchAuthenticator();
  if (own.method !== method)
    throw new Refusal('conflict', 'An authenticator is renewed by one of the same method.');
  return own;
};

const noSuchAuthenticator = (): Refusal => new Refusal('not-found', 'You have no such authenticator.');

/** Other sessions, in which less was proved, are below what is required from now on and have to sign in again. */
export const confirmAuthenticator =
  (deps: AccountDeps) =>
  async (
    caller: SessionCaller,
    id: string,
    answer: ConfirmEnrollment,
    client: Client,
  ): Promise<ConfirmedAuthenticator> => {
    const before = await standpointOf(deps, caller.user);
    const confirmed = await confirmEnrollment(deps)(before, holderOf(caller), id, answer, client.address);
    return deps.transact(async (source) => {
      // All is asked once more under the user's lock: a reset, a deadline or another browser may have come between.
      const standpoint = await standpointOf(deps, caller.user, source, 'lock');
      const { replaces } = confirmed.enrollment;
      await refuseUnproved(source, standpoint, caller);
      refuseBarred(
        standpoint,
        confirmed.method,
        replaces === null ? null : ownAuthenticator(standpoint.facts, replaces, confirmed.method),
      );
      const authenticator = await storeEnrollment(deps, source, standpoint, confirmed);
      await source.sessions.addProof(caller.session, {
        method: confirmed.method,
        at: standpoint.now,
        byEnrolling: true,
      });
      return { authenticator: authenticatorView(authenticator), ...shownOnce(confirmed) };
    });
  };

export const renameAuthenticator =
  (deps: AccountDeps) =>
  async (caller: SessionCaller, id: string, name: string): Promise<AuthenticatorView> => {
    await deps.transact(async ({ authenticators }) => {
      if (!(await authenticators.rename(caller.user, asId(id), name))) throw noSuchAuthenticator();
    });
    const renamed = (await deps.read.authenticators.ofUser(caller.user)).find((own) => own.id === id);
    if (renamed === undefined) throw noSuchAuthenticator();
    return authenticatorView(renamed);
  };

/** @throws Refusal `last-authenticator` when what is left would not be enough for what is required */
export const removeAuthenticator =
  (deps: AccountDeps) =>
  async (caller: SessionCaller, id: string, client: Client): Promise<void> =>
    deps.transact(async (source) => {
      const standpoint = await standpointOf(deps, caller.user, source, 'lock');
      await refuseUnproved(source, standpoint, caller);
      const { facts, now } = standpoint;
      const removed = (await source.authenticators.ofUser(caller.user)).find((own) => own.id === id);
      if (removed === undefined) throw noSuchAuthenticator();
      const rest = facts.authenticators.filter((own) => own.id !== id);
      refuseIfNeeded(standpoint, { ...facts, authenticators: rest });
      await source.authenticators.remove(caller.user, removed.id);
      // Codes prove, but are no enrollment: without an authenticator they would be a second factor nobody set up.
      if (rest.length === 0) await source.backupCodes.removeAll(caller.user);
      await project(source, deps.rules, caller.user, now);
      await queueMail(source.outbox, deps, standpoint, authenticatorRemoved, {
        method: removed.method,
        name: removed.name,
      });
      await source.audit.append({
        ...aboutOneself(caller, client, now),
        kind: 'authenticator.removed',
        details: { method: removed.method, authenticator: removed.id, name: removed.name },
      });
    });

/** "Removing the last factor while one is required (soft or forced) fails": so does removing one that is owed. */
const refuseIfNeeded = ({ facts, policies, rules, now }: Standpoint, without: UserFacts): void => {
  if (mayRemove(facts, without, policies, rules.decision, now)) return;
  throw new Refusal(
    'last-authenticator',
    'Your organisation requires two-factor authentication: set up another authenticator first, or renew this one.',
  );
};
