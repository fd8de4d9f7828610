import type { LapsedPeriods } from '@sallyport/contract/users.ts';
import type { IdMaker, JobId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Policy } from '../../policy/model.ts';
import type { StoredPolicy } from '../../ports/policies.ts';
import type { Repositories } from '../../ports/repositories.ts';
import { type Author, actorOf } from '../caller.ts';
import { refuseConflicts } from './conflicts.ts';
import { currentRules } from './current-rules.ts';
import { graceEndedBy, lapseOf } from './lapse.ts';
import { refuseLockingOut } from './lock-out.ts';
import type { Lapse } from './period-changes.ts';
import { sweep } from './sweep.ts';
import { refuseUnusable } from './usable-methods.ts';
import { type Whom, whomChanged } from './whom.ts';

export type ChangeSource = Pick<
  Repositories,
  'users' | 'groups' | 'policies' | 'settings' | 'periods' | 'standings' | 'jobs'
>;

export interface PolicyChanged {
  readonly stored: StoredPolicy;
  /** Deadlines that passed while it gave no grace, and what was chosen for them. */
  readonly lapse: Lapse | undefined;
  /** Where too many are concerned to bring them in line at once. */
  readonly jobId: JobId | undefined;
}

export interface ChangeChoices {
  /** What becomes of deadlines that passed meanwhile; fresh periods if not said. */
  readonly lapsedPeriods?: LapsedPeriods | undefined;
  /** Of the request, to be named when its methods cannot be had. */
  readonly methodsField: string;
}

/**
 * The one way in which a policy comes to be or becomes another, whatever its kind; part of a transaction. Keeps the
 * version, raises the revision, and brings everybody in line whom it concerns, before and after.
 * @throws Refusal `invalid-request` where methods it asks for cannot be had, `would-lock-out`
 */
export const changePolicy = async (
  deps: { readonly newId: IdMaker },
  source: ChangeSource,
  author: Author,
  policy: Policy,
  now: Instant,
  choices: ChangeChoices,
): Promise<PolicyChanged> => {
  await holdPolicy(source, policy);
  const before = await source.policies.latest(policy.id);
  const stored = versionAfter(before, policy, author, now);
  await source.policies.save(stored);
  const rules = await currentRules(source);
  refuseUnusable(rules, choices.methodsField, policy.kind === 'user' ? [policy] : []);
  await refuseConflicts(source, rules, policy, now);
  await refuseLockingOut(source, author, now);
  const lapse = lapseOf(before, policy, choices, now);
  const whom = whomChanged(before?.removed ? undefined : before?.policy, policy);
  const jobId =
    whom &&
    (await sweep(source, deps.newId, rules, { subject: whom, startsAt: now, lapse }, actorOf(author)));
  return { stored, lapse, jobId };
};

/**
 * Ends a policy; its versions stay, and it can be restored.
 * @param whom to bring in line, where those it was for cannot be told by the policy any more
 * @throws Refusal `would-lock-out`
 */
export const removePolicy = async (
  deps: { readonly newId: IdMaker },
  source: ChangeSource,
  author: Author,
  before: StoredPolicy,
  now: Instant,
  whom?: Whom,
): Promise<{ readonly jobId: JobId | undefined }> => {
  await holdPolicy(source, before.policy);
  const off: Policy = { ...before.policy, state: 'off' };
  await source.policies.retire(versionAfter(before, off, author, now));
  const rules = await currentRules(source);
  await refuseLockingOut(source, author, now);
  const weighedOn = whomChanged(before.policy, off);
  const concerned = weighedOn && (whom ?? weighedOn);
  return {
    jobId:
      concerned &&
      (await sweep(source, deps.newId, rules, { subject: concerned, startsAt: now }, actorOf(author))),
  };
};

/**
 * Against changes at the same time: comes before what is read to be changed. What is required of one user is read with
 * the user, not by revision.
 */
export const holdPolicy = async (
  source: Pick<Repositories, 'users' | 'policies'>,
  { who }: Pick<Policy, 'who'>,
): Promise<void> => {
  if (who.kind === 'user') await source.users.lock(who.user);
  else await source.policies.raiseRevision();
};

export const versionAfter = (
  before: StoredPolicy | undefined,
  policy: Policy,
  author: Author,
  now: Instant,
): StoredPolicy => ({
  policy,
  version: (before?.version ?? 0) + 1,
  changedAt: now,
  changedBy: actorOf(author),
  graceEndedAt: graceEndedBy(before, policy, now),
});
