import type { LapsedPeriods } from '@sallyport/contract/users.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Policy } from '../../policy/model.ts';
import type { StoredPolicy } from '../../ports/policies.ts';
import type { Lapse } from './period-changes.ts';

/** Whether its periods run at present. */
export const grantsGrace = (policy: Policy | undefined): boolean =>
  policy?.state === 'on' && policy.action.kind === 'require' && policy.action.requirement.strength === 'soft';

/** For how long nobody has been held to the policy's periods, once it has become `after`. */
export const graceEndedBy = (
  before: StoredPolicy | undefined,
  after: Policy,
  now: Instant,
): Instant | null => (grantsGrace(after) ? null : (before?.graceEndedAt ?? now));

/** Rule 5: what passed since the policy last gave grace, if it gives some again. */
export const lapseOf = (
  before: Pick<StoredPolicy, 'graceEndedAt'> | undefined,
  after: Policy,
  { lapsedPeriods: choice = 'fresh' }: { readonly lapsedPeriods?: LapsedPeriods | undefined },
  now: Instant,
): Lapse | undefined => {
  const since = before?.graceEndedAt ?? null;
  return since === null || !grantsGrace(after) ? undefined : { since, until: now, policy: after.id, choice };
};
