import type {
  CancelRollout,
  Rollout as Described,
  MoveWave,
  PauseRollout,
  ResumeRollout,
  StartRollout,
} from '@sallyport/contract/rollouts.ts';
import type { z } from 'zod';
import { type Instant, isoTime } from '../../kernel/instant.ts';
import { daysLater, overdueWaves, planFaults, shiftWaves, wholeDays } from '../../policy/rollout.ts';
import { invalid, Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Rollout } from '../../ports/rollouts.ts';
import { type Act, act } from '../administer/act.ts';
import { type Administrator, actorOf } from '../caller.ts';
import type { ChangeSource } from '../roll-out/change-policy.ts';
import { describeRollout } from './describe.ts';
import { holdRollout, isOver, rolloutSubject } from './find.ts';
import { type ChangeWaves, holdWaves, releaseWaves, switchWavesOff } from './held-policies.ts';

type Names = keyof ChangeSource | 'rollouts' | 'statistics';
type Deps = ChangeWaves & Act<Names>;
type Source = Pick<Repositories, Names>;

interface Changed {
  readonly rollout: Rollout;
  /** For its log. */
  readonly what: string;
  readonly details?: Readonly<Record<string, string | number>>;
}

/** One act on one rollout: held, changed, noted in its log and in the audit log. */
const control = (
  deps: Deps,
  caller: Administrator,
  id: string,
  kind: string,
  change: (source: Source, before: Rollout, now: Instant) => Promise<Changed>,
): Promise<Described> =>
  act(deps, caller, async (source, now, record) => {
    const { rollout, what, details = {} } = await change(source, await holdRollout(source, id), now);
    await source.rollouts.save(rollout);
    const { name, kind: by } = actorOf(caller);
    await source.rollouts.enter(rollout.id, { at: now, what, by: name ?? by });
    record({ kind, subject: rolloutSubject(rollout), details });
    return describeRollout(source, rollout, now);
  });

/** Puts a draft on its schedule. @throws Refusal `not-found`, `conflict`, `invalid-request` */
export const startRollout =
  (deps: Deps) =>
  (caller: Administrator, id: string, choice: z.output<typeof StartRollout> = {}) =>
    control(deps, caller, id, 'rollout.started', async (_source, before, now) => {
      if (before.state !== 'draft') throw new Refusal('conflict', 'This rollout was started already.');
      const waves = startingWaves(before, choice, now);
      return {
        rollout: { ...before, waves, state: 'scheduled', watchedFrom: now },
        what: 'Started: it follows its schedule.',
        details: {
          ...(choice.overdueWaves && { overdueWaves: choice.overdueWaves }),
          ...(choice.startsAt && { startsAt: choice.startsAt }),
        },
      };
    });

/** A date that passed long ago is rather a draft that was forgotten than the wish to begin at once. */
const startingWaves = (
  { waves }: Rollout,
  choice: z.output<typeof StartRollout>,
  now: Instant,
): Rollout['waves'] => {
  const [number] = overdueWaves(waves, now);
  const wave = number === undefined ? undefined : waves[number];
  if (number === undefined || wave === undefined || choice.overdueWaves === 'start-now') return waves;
  if (choice.startsAt === undefined)
    throw invalid(
      'overdueWaves',
      `wave ${number + 1} “${wave.name}” should have started more than a day ago: say start-now, or in startsAt when`,
    );
  const startsAt = Date.parse(choice.startsAt);
  if (startsAt <= now) throw invalid('startsAt', 'must be in the future');
  return shiftWaves(waves, number, (at) => at + startsAt - wave.startsAt);
};

/** Also of one that is paused, to hold what its waves require as well. @throws Refusal `not-found`, `conflict` */
export const pauseRollout =
  (deps: Deps) =>
  (caller: Administrator, id: string, { startedWaves, note }: z.output<typeof PauseRollout>) =>
    control(deps, caller, id, 'rollout.paused', async (source, before, now) => {
      if (before.state === 'draft' || isOver(before))
        throw new Refusal('conflict', 'This rollout is not under way: there is nothing to pause.');
      if (before.state === 'paused' && startedWaves === 'keep')
        throw new Refusal('conflict', 'This rollout is paused already.');
      const held = startedWaves === 'hold' ? await holdWaves(deps, source, caller, before, now) : [];
      const { name, kind } = actorOf(caller);
      const because = note ?? before.pause?.because ?? `Paused by ${name ?? kind}.`;
      const pause = {
        at: before.pause?.at ?? now,
        because,
        held: [...(before.pause?.held ?? []), ...held],
      };
      const policies = held.length === 1 ? '1 policy reports' : `${held.length} policies report`;
      const did = before.state === 'paused' ? 'Started waves are held.' : 'Paused.';
      return {
        rollout: { ...before, state: 'paused', pause },
        what: `${did}${held.length > 0 ? ` ${policies} only for now.` : ''}${note ? ` ${note}` : ''}`,
        details: { startedWaves, held: held.length },
      };
    });

/** @throws Refusal `not-found`, `conflict` */
export const resumeRollout =
  (deps: Deps) =>
  (caller: Administrator, id: string, { dates, lapsedPeriods }: z.output<typeof ResumeRollout>) =>
    control(deps, caller, id, 'rollout.resumed', async (source, before, now) => {
      if (before.state !== 'paused' || before.pause === null)
        throw new Refusal('conflict', 'This rollout is not paused.');
      await releaseWaves(deps, source, caller, before, lapsedPeriods, now);
      const { timeZone } = (await source.settings.read()).organisation;
      const pausedFor = dates === 'shift' ? wholeDays(before.pause.at, now, timeZone) : 0;
      const hasBegun = before.waves.some(({ started }) => started !== null);
      return {
        rollout: {
          ...before,
          state: hasBegun ? 'running' : 'scheduled',
          waves: shiftWaves(before.waves, 0, (at) => daysLater(at, pausedFor, timeZone)),
          pause: null,
          watchedFrom: now,
        },
        what:
          pausedFor > 0
            ? `Resumed; waves to come moved by ${pausedFor === 1 ? 'a day' : `${pausedFor} days`}.`
            : 'Resumed with its dates as they were.',
        details: { dates, lapsedPeriods },
      };
    });

/** @throws Refusal `not-found`, `conflict` */
export const cancelRollout =
  (deps: Deps) =>
  (caller: Administrator, id: string, { startedWaves }: z.output<typeof CancelRollout>) =>
    control(deps, caller, id, 'rollout.cancelled', async (source, before, now) => {
      if (before.state === 'draft' || isOver(before))
        throw new Refusal('conflict', 'This rollout is not under way: there is nothing to cancel.');
      // Whatever was held would be held for ever.
      if (startedWaves === 'switch-off') await switchWavesOff(deps, source, caller, before, now);
      else await releaseWaves(deps, source, caller, before, 'fresh', now);
      return {
        rollout: { ...before, state: 'cancelled', pause: null },
        what:
          startedWaves === 'keep'
            ? 'Cancelled; what started waves require stays required.'
            : 'Cancelled; what started waves required is switched off.',
        details: { startedWaves },
      };
    });

/** Starts a wave at another time, and those after it earlier or later by as much. @throws Refusal */
export const moveWave =
  (deps: Deps) =>
  (caller: Administrator, id: string, { wave: number, startsAt }: z.output<typeof MoveWave>) =>
    control(deps, caller, id, 'rollout.wave-moved', async (_source, before) => {
      const wave = before.waves[number - 1];
      if (wave === undefined) throw new Refusal('not-found', 'This rollout has no such wave.');
      if (isOver(before)) throw new Refusal('conflict', 'This rollout is over.');
      if (wave.started !== null) throw new Refusal('conflict', 'This wave has started already.');
      const waves = shiftWaves(before.waves, number - 1, (at) => at + Date.parse(startsAt) - wave.startsAt);
      const [fault] = planFaults(waves);
      if (fault !== undefined) throw invalid('startsAt', `wave ${fault.wave + 1} ${fault.message}`);
      return {
        rollout: { ...before, waves },
        what: `Wave ${number} “${wave.name}” and those after it moved.`,
        details: { wave: number, from: isoTime(wave.startsAt), to: startsAt },
      };
    });
