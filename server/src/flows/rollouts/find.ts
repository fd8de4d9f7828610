import { asId, type RolloutId } from '../../kernel/ids.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Rollout } from '../../ports/rollouts.ts';

type Source = Pick<Repositories, 'rollouts'>;

const noSuchRollout = (): Refusal => new Refusal('not-found', 'There is no such rollout.');

/** @throws Refusal `not-found` */
export const findRollout = async ({ rollouts }: Source, id: string): Promise<Rollout> => {
  const rollout = await rollouts.byId(asId<RolloutId>(id));
  if (rollout === undefined) throw noSuchRollout();
  return rollout;
};

/** The same, held against changes by others until the transaction ends. @throws Refusal `not-found` */
export const holdRollout = async ({ rollouts }: Source, id: string): Promise<Rollout> => {
  const rollout = await rollouts.hold(asId<RolloutId>(id));
  if (rollout === undefined) throw noSuchRollout();
  return rollout;
};

export const nameTaken = (): Refusal =>
  new Refusal('conflict', 'There is a rollout of this name already.', {
    errors: [{ field: 'name', message: 'is taken' }],
  });

export const isOver = ({ state }: Rollout): boolean => state === 'done' || state === 'cancelled';

/** A rollout as the audit log names it. */
export const rolloutSubject = ({ id, name }: Pick<Rollout, 'id' | 'name'>) =>
  ({ kind: 'rollout', id, name }) as const;
