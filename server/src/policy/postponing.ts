import type { Schedule, Wave, WaveWho } from './rollout.ts';

/**
 * Whether a change of a rollout that was put on its schedule makes anybody be asked later, or not at all (A12).
 * Pausing is not among it: what goes wrong must be stopped at once, by whoever sees it; holding what has started is.
 * @param after undefined when it is deleted
 */
export const postpones = (before: Schedule, after: Schedule | undefined): boolean => {
  if (!isPlanned(before)) return false;
  if (after === undefined || !isPlanned(after)) return after?.state !== 'done';
  return before.waves.some((wave, number) => wave.started === null && comesLater(wave, after.waves[number]));
};

const isPlanned = ({ state }: Schedule): boolean =>
  state === 'scheduled' || state === 'running' || state === 'paused';

const comesLater = (before: Wave, after: Wave | undefined): boolean =>
  after === undefined ||
  after.startsAt > before.startsAt ||
  after.graceDays > before.graceDays ||
  reachesFewer(before.who, after.who);

const reachesFewer = (before: WaveWho, after: WaveWho): boolean => {
  if (after.kind === 'rest') return false;
  return before.kind === 'rest' || before.groups.some((group) => !after.groups.includes(group));
};
