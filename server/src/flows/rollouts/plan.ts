import type { Rollout as Described, RolloutInput } from '@sallyport/contract/rollouts.ts';
import type { z } from 'zod';
import { asId, type RolloutId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { type PlannedWave, planFaults, type Wave } from '../../policy/rollout.ts';
import { invalid, Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Rollout } from '../../ports/rollouts.ts';
import { type Act, act } from '../administer/act.ts';
import { findGroups } from '../administer/groups/find.ts';
import { type Administrator, actorOf } from '../caller.ts';
import { describeRollout } from './describe.ts';
import { holdRollout, isOver, nameTaken, rolloutSubject } from './find.ts';

type Deps = Act<'rollouts' | 'groups' | 'settings' | 'statistics' | 'policies'>;
type Input = z.output<typeof RolloutInput>;

/** A draft, which does nothing. @throws Refusal `invalid-request`, `conflict` when the name is taken */
export const createRollout =
  (deps: Deps) =>
  async (caller: Administrator, input: Input): Promise<Described> =>
    act(deps, caller, async (source, now, record) => {
      const rollout: Rollout = {
        id: deps.newId<'rollout'>(),
        name: input.name,
        state: 'draft',
        waves: (await planned(source, input)).map(asNew),
        instructions: input.instructions,
        thresholds: input.thresholds,
        pause: null,
        watchedFrom: now,
        createdAt: now,
      };
      if (!(await source.rollouts.add(rollout))) throw nameTaken();
      await source.rollouts.enter(rollout.id, entry(caller, now, 'Planned.'));
      record({ kind: 'rollout.created', subject: rolloutSubject(rollout) });
      return describeRollout(source, rollout, now);
    });

/**
 * Changes what has not happened yet. A wave whose time is another is announced again.
 * @throws Refusal `not-found`, `conflict`, `invalid-request`
 */
export const editRollout =
  (deps: Deps) =>
  async (caller: Administrator, id: string, input: Input): Promise<Described> =>
    act(deps, caller, async (source, now, record) => {
      const before = await holdRollout(source, id);
      if (isOver(before)) throw new Refusal('conflict', 'This rollout is over: plan another one.');
      const plan = await planned(source, input);
      const rollout: Rollout = {
        ...before,
        name: input.name,
        waves: carriedOver(before.waves, plan),
        instructions: input.instructions,
        thresholds: input.thresholds,
      };
      if (!(await source.rollouts.save(rollout))) throw nameTaken();
      await source.rollouts.enter(rollout.id, entry(caller, now, 'Changed.'));
      record({ kind: 'rollout.edited', subject: rolloutSubject(rollout) });
      return describeRollout(source, rollout, now);
    });

/** Only one that is a draft or over. @throws Refusal `not-found`, `conflict` */
export const deleteRollout =
  (deps: Deps) =>
  async (caller: Administrator, id: string): Promise<void> =>
    act(deps, caller, async (source, _now, record) => {
      const rollout = await holdRollout(source, id);
      if (rollout.state !== 'draft' && !isOver(rollout))
        throw new Refusal('conflict', 'This rollout is under way: cancel it first.');
      await source.rollouts.remove(asId<RolloutId>(id));
      record({ kind: 'rollout.deleted', subject: rolloutSubject(rollout) });
    });

const entry = (caller: Administrator, at: Instant, what: string) => {
  const { name, kind } = actorOf(caller);
  return { at, what, by: name ?? kind };
};

const asNew = (wave: PlannedWave): Wave => ({ ...wave, announcement: { state: 'waiting' }, started: null });

const planned = async (
  source: Pick<Repositories, 'groups'>,
  { waves }: Input,
): Promise<readonly PlannedWave[]> => {
  const plan: PlannedWave[] = [];
  for (const [number, wave] of waves.entries()) {
    const groups =
      wave.who.kind === 'groups'
        ? await findGroups(source, wave.who.groupIds, `waves.${number}.who.groupIds`)
        : [];
    plan.push({
      name: wave.name,
      who:
        wave.who.kind === 'rest' ? { kind: 'rest' } : { kind: 'groups', groups: groups.map(({ id }) => id) },
      startsAt: Date.parse(wave.startsAt),
      graceDays: wave.graceDays,
      announceDays: wave.announceDays || null,
    });
  }
  const [fault] = planFaults(plan);
  if (fault !== undefined) throw invalid(`waves.${fault.wave}.${fault.field}`, fault.message);
  return plan;
};

/** What became of waves stays with them. @throws Refusal `invalid-request` where one that has started would change */
const carriedOver = (before: readonly Wave[], plan: readonly PlannedWave[]): Wave[] => {
  const started = before.filter((wave) => wave.started !== null).length;
  if (plan.length < started) throw invalid('waves', 'those that have started cannot be taken out');
  return plan.map((wave, number) => {
    const was = before[number];
    if (was === undefined) return asNew(wave);
    if (was.started === null)
      return { ...asNew(wave), ...(was.startsAt === wave.startsAt && { announcement: was.announcement }) };
    if (!isSame(was, wave))
      throw invalid(`waves.${number}`, 'has started: change the policy it has become instead');
    return was;
  });
};

const isSame = (one: PlannedWave, other: PlannedWave): boolean =>
  one.name === other.name &&
  one.graceDays === other.graceDays &&
  one.startsAt === other.startsAt &&
  JSON.stringify(one.who) === JSON.stringify(other.who);
