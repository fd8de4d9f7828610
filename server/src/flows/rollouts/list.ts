import type { Rollout as Described, RolloutSummary } from '@sallyport/contract/rollouts.ts';
import type { Look } from '../administer/act.ts';
import { judgedNow } from '../time.ts';
import { describeRollout, summarise } from './describe.ts';
import { findRollout } from './find.ts';

export const listRollouts =
  ({ read }: Pick<Look<'rollouts'>, 'read'>) =>
  async (): Promise<{ items: RolloutSummary[] }> => ({
    items: (await read.rollouts.list()).map(summarise),
  });

/** @throws Refusal `not-found` */
export const getRollout =
  ({ read, clock }: Look<'rollouts' | 'groups' | 'settings' | 'statistics' | 'policies'>) =>
  async (id: string): Promise<Described> =>
    describeRollout(read, await findRollout(read, id), await judgedNow(clock, read.audit));
