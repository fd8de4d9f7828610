import type { RolloutId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { passedThreshold, shareOf, type Thresholds, type Troubles } from '../../policy/rollout.ts';
import type { Repositories } from '../../ports/repositories.ts';
import { judgedNow } from '../time.ts';
import type { AdvanceDeps, AdvanceNames } from './advance.ts';
import { pauseItself } from './pause-itself.ts';
import { readNotableTroubles } from './troubles.ts';

export interface WatchDeps extends AdvanceDeps {
  readonly read: Pick<Repositories, 'rollouts' | 'settings' | 'audit' | 'statistics'>;
}

/** R13: pauses what goes badly, once, by whichever process sees it first; true where it did. */
export const watchRollouts = async (deps: WatchDeps): Promise<boolean> => {
  const now = await judgedNow(deps.clock, deps.read.audit);
  let paused = false;
  for (const rollout of await deps.read.rollouts.list()) {
    if (rollout.state !== 'running') continue;
    const troubles = await readNotableTroubles(deps.read, rollout, now);
    if (troubles === undefined) continue;
    const passed = passedThreshold(rollout.thresholds, troubles);
    if (passed === undefined) continue;
    const because = inWords(passed, rollout.thresholds, troubles);
    paused ||= await deps.transact((source) => pause(deps, source, rollout.id, because, now));
  }
  return paused;
};

const pause = async (
  deps: WatchDeps,
  source: Pick<Repositories, AdvanceNames>,
  id: RolloutId,
  because: string,
  now: Instant,
): Promise<boolean> => {
  const rollout = await source.rollouts.hold(id);
  if (rollout?.state !== 'running') return false;
  await pauseItself(deps, source, rollout, because, now);
  return true;
};

const happened = {
  lockouts: 'were locked out',
  failedEnrollments: 'failed to set up a second factor',
  helpDeskResets: 'were reset by the help desk',
} as const;

const inWords = (passed: keyof typeof happened, thresholds: Thresholds, troubles: Troubles): string => {
  const share = Math.round(shareOf(troubles[passed], troubles) * 10) / 10;
  return `${troubles[passed]} of ${troubles.people} people (${share} %) ${happened[passed]} within ${thresholds.windowHours} hours; the threshold is ${thresholds[passed]} %.`;
};
