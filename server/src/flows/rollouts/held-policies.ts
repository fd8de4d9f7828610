import type { LapsedPeriods } from '@sallyport/contract/users.ts';
import type { IdMaker, PolicyId } from '../../kernel/ids.ts';
import { asId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Policy } from '../../policy/model.ts';
import type { Rollout } from '../../ports/rollouts.ts';
import type { Author } from '../caller.ts';
import { type ChangeSource, changePolicy } from '../roll-out/change-policy.ts';

/** What becomes of the policies that waves have started, by the one way in which policies change. */
export interface ChangeWaves {
  readonly newId: IdMaker;
}

type To = Policy['state'];

/**
 * Those that are `from` become `to`; whatever an administrator has made of the others stays. Answers with those that
 * changed.
 */
const switchAll = async (
  deps: ChangeWaves,
  source: ChangeSource,
  author: Author,
  ids: readonly PolicyId[],
  { from, to, lapsedPeriods }: { from: readonly To[]; to: To; lapsedPeriods?: LapsedPeriods },
  now: Instant,
): Promise<PolicyId[]> => {
  const changed: PolicyId[] = [];
  for (const id of ids) {
    const stored = await source.policies.latest(id);
    if (stored === undefined || stored.removed || !from.includes(stored.policy.state)) continue;
    const choices = { methodsField: 'startedWaves', lapsedPeriods };
    await changePolicy(deps, source, author, { ...stored.policy, state: to }, now, choices);
    changed.push(id);
  }
  return changed;
};

const startedPolicies = ({ waves }: Rollout): PolicyId[] =>
  waves.flatMap(({ started }) => (started === null ? [] : [started.policy]));

/** They report only; deadlines stay as they are (rule 5). */
export const holdWaves = (
  deps: ChangeWaves,
  source: ChangeSource,
  author: Author,
  rollout: Rollout,
  now: Instant,
) => switchAll(deps, source, author, startedPolicies(rollout), { from: ['on'], to: 'report-only' }, now);

/** Those that were held require again. */
export const releaseWaves = (
  deps: ChangeWaves,
  source: ChangeSource,
  author: Author,
  { pause }: Rollout,
  lapsedPeriods: LapsedPeriods,
  now: Instant,
) =>
  switchAll(
    deps,
    source,
    author,
    (pause?.held ?? []).map((id) => asId<PolicyId>(id)),
    { from: ['report-only'], to: 'on', lapsedPeriods },
    now,
  );

export const switchWavesOff = (
  deps: ChangeWaves,
  source: ChangeSource,
  author: Author,
  rollout: Rollout,
  now: Instant,
) =>
  switchAll(deps, source, author, startedPolicies(rollout), { from: ['on', 'report-only'], to: 'off' }, now);
