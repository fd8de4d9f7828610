import type { Clock } from '../../kernel/clock.ts';
import type { RolloutId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { nextStep, type RolloutStep, type Wave, wavePolicy } from '../../policy/rollout.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Rollout } from '../../ports/rollouts.ts';
import type { Transactions } from '../../ports/transactions.ts';
import type { MailParts } from '../mails/queue.ts';
import { type ChangeSource, changePolicy } from '../roll-out/change-policy.ts';
import { judgedNow } from '../time.ts';
import { announcePage } from './announce.ts';
import { type NoteSource, noteStep, pauseItself } from './pause-itself.ts';

export type AdvanceNames = keyof ChangeSource | 'rollouts' | 'outbox' | 'audit' | 'statistics';
type Source = Pick<Repositories, AdvanceNames>;

export interface AdvanceDeps extends MailParts {
  readonly clock: Clock;
  readonly read: Pick<Repositories, 'rollouts' | 'settings' | 'audit'>;
  readonly transact: Transactions<Source>;
}

/**
 * Takes the next step of every rollout that has one due; true when one was taken, for there may be more. Each step is
 * one transaction that holds the rollout and looks again what is due: of several processes, one takes it.
 */
export const advanceRollouts = async (deps: AdvanceDeps): Promise<boolean> => {
  const { clock, read, transact } = deps;
  const now = await judgedNow(clock, read.audit);
  const { timeZone } = (await read.settings.read()).organisation;
  let advanced = false;
  for (const rollout of await read.rollouts.list()) {
    if (nextStep(rollout, now, timeZone) === null) continue;
    const took = await transact((source) => step(deps, source, rollout.id, now)).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      return transact((source) => stopAt(deps, source, rollout.id, error, now));
    });
    advanced ||= took;
  }
  return advanced;
};

const step = async (deps: AdvanceDeps, source: Source, id: RolloutId, now: Instant): Promise<boolean> => {
  const rollout = await source.rollouts.hold(id);
  const { timeZone } = (await source.settings.read()).organisation;
  const due = rollout && nextStep(rollout, now, timeZone);
  if (rollout === undefined || due === null || due === undefined) return false;
  await take(deps, source, rollout, due, now);
  return true;
};

const take = (
  deps: AdvanceDeps,
  source: Source,
  rollout: Rollout,
  due: RolloutStep,
  now: Instant,
): Promise<void> => {
  switch (due.kind) {
    case 'announce':
      return announce(deps, source, rollout, due.wave, now);
    case 'start':
      return startWave(deps, source, rollout, due.wave, now);
    case 'finish':
      return finish(source, rollout, now);
  }
};

const finish = async (source: Source, rollout: Rollout, now: Instant): Promise<void> => {
  await source.rollouts.save({ ...rollout, state: 'done' });
  await noteStep(source, rollout, 'rollout.done', 'Done: every wave’s deadline has passed.', now);
};

/** It becomes a named policy, and the periods of its people start with it. */
const startWave = async (
  deps: AdvanceDeps,
  source: Source,
  rollout: Rollout,
  number: number,
  now: Instant,
): Promise<void> => {
  const policy = wavePolicy(rollout.name, rollout.waves, number, deps.newId<'policy'>());
  const taken = await source.policies.byName(policy.name);
  if (taken !== undefined)
    throw new Refusal('conflict', `There is a policy named “${policy.name}” already: rename it.`);
  await changePolicy(deps, source, { kind: 'system' }, policy, now, { methodsField: 'waves' });
  const wave = waveOf(rollout, number);
  await source.rollouts.save({
    ...rollout,
    state: 'running',
    waves: rollout.waves.with(number, { ...wave, started: { at: now, policy: policy.id } }),
  });
  await noteStep(source, rollout, 'rollout.wave-started', `Wave ${number + 1} “${wave.name}” started.`, now, {
    wave: number + 1,
    policy: policy.id,
  });
};

const announce = async (
  deps: AdvanceDeps,
  source: Source,
  rollout: Rollout,
  number: number,
  now: Instant,
): Promise<void> => {
  const wave = waveOf(rollout, number);
  const announcement = await announcePage(deps, source, rollout, number, now);
  await source.rollouts.save({ ...rollout, waves: rollout.waves.with(number, { ...wave, announcement }) });
  if (announcement.state !== 'sent') return;
  const people = announcement.people === 1 ? '1 person' : `${announcement.people} people`;
  await noteStep(
    source,
    rollout,
    'rollout.wave-announced',
    `Wave ${number + 1} “${wave.name}” was announced to ${people}.`,
    now,
    { wave: number + 1, people: announcement.people },
  );
};

const waveOf = ({ waves }: Rollout, number: number): Wave => {
  const wave = waves[number];
  if (wave === undefined) throw new RangeError(`there is no wave ${number}`);
  return wave;
};

/** What is refused once is refused for ever: somebody has to look. */
const stopAt = async (
  deps: AdvanceDeps,
  source: Source & NoteSource,
  id: RolloutId,
  refusal: Refusal,
  now: Instant,
): Promise<boolean> => {
  const rollout = await source.rollouts.hold(id);
  if (rollout === undefined || (rollout.state !== 'scheduled' && rollout.state !== 'running')) return false;
  await pauseItself(deps, source, rollout, `Its next step was refused: ${refusal.message}`, now);
  return true;
};
