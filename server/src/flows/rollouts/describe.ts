import type {
  Rollout as Described,
  Wave as DescribedWave,
  RolloutSummary,
} from '@sallyport/contract/rollouts.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { type Instant, isoTime } from '../../kernel/instant.ts';
import { announcedAt, shareOf, type Wave, waveDeadline, wholeDays } from '../../policy/rollout.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Rollout } from '../../ports/rollouts.ts';
import { readTroubles, watchedSince } from './troubles.ts';

/** Entries of its log that are shown. */
const shownEntries = 100;

export const summarise = ({ id, name, state, waves, createdAt }: Rollout): RolloutSummary => {
  const next = waves.find(({ started }) => started === null);
  const isPlanned = next !== undefined && state !== 'done' && state !== 'cancelled';
  return {
    id,
    name,
    state,
    waves: waves.length,
    started: waves.filter(({ started }) => started !== null).length,
    ...(isPlanned && { nextStartAt: isoTime(next.startsAt) }),
    createdAt: isoTime(createdAt),
  };
};

type Source = Pick<Repositories, 'rollouts' | 'groups' | 'settings' | 'statistics' | 'policies'>;

/** A rollout with its groups' names, what it is watched by, and what it did. */
export const describeRollout = async (source: Source, rollout: Rollout, now: Instant): Promise<Described> => {
  const { timeZone } = (await source.settings.read()).organisation;
  const troubles = await readTroubles(source, rollout, now);
  const entries = await source.rollouts.entries(rollout.id, shownEntries);
  const waves: DescribedWave[] = [];
  for (const [number, wave] of rollout.waves.entries())
    waves.push(await describeWave(source, rollout, wave, number + 1, timeZone, now));
  const watched = (name: 'lockouts' | 'failedEnrollments' | 'helpDeskResets') => ({
    ...definedOnly({ threshold: rollout.thresholds[name] }),
    people: troubles[name],
    share: Math.round(shareOf(troubles[name], troubles) * 10) / 10,
  });
  return {
    id: rollout.id,
    name: rollout.name,
    state: rollout.state,
    ...(rollout.pause && {
      pausedBecause: rollout.pause.because,
      pausedAt: isoTime(rollout.pause.at),
      pausedDays: wholeDays(rollout.pause.at, now, timeZone),
    }),
    waves,
    instructions: rollout.instructions,
    thresholds: rollout.thresholds,
    watch: {
      since: isoTime(watchedSince(rollout, now)),
      people: troubles.people,
      lockouts: watched('lockouts'),
      failedEnrollments: watched('failedEnrollments'),
      helpDeskResets: watched('helpDeskResets'),
    },
    log: entries.map(({ at, what, by }) => ({ at: isoTime(at), what, by })),
    timeZone,
    asOf: isoTime(now),
    createdAt: isoTime(rollout.createdAt),
  };
};

const describeWave = async (
  source: Pick<Repositories, 'groups'>,
  { pause }: Rollout,
  wave: Wave,
  number: number,
  timeZone: string,
  now: Instant,
): Promise<DescribedWave> => {
  const { name, who, startsAt, graceDays, announceDays, announcement, started } = wave;
  const announced = announcedAt(wave, now, timeZone);
  const groups: DescribedWave['groups'] = [];
  for (const id of who.kind === 'groups' ? who.groups : []) {
    const group = await source.groups.byId(id);
    if (group !== undefined) groups.push({ id, name: group.name, members: group.members });
  }
  return {
    number,
    name,
    who: who.kind === 'rest' ? who : { kind: 'groups', groupIds: [...who.groups] },
    groups,
    startsAt: isoTime(startsAt),
    graceDays,
    ...(announceDays !== null && { announceDays }),
    ...(announced !== null && { announceAt: isoTime(announced) }),
    announced: announcement.state === 'waiting' ? 0 : announcement.people,
    state: stateOf(wave, pause?.held.includes(started?.policy ?? '') ?? false, timeZone, now),
    ...(started && { startedAt: isoTime(started.at), policyId: started.policy }),
    deadline: isoTime(waveDeadline(wave, timeZone)),
  };
};

const stateOf = (wave: Wave, held: boolean, timeZone: string, now: Instant): DescribedWave['state'] => {
  if (held) return 'held';
  if (wave.started !== null) return waveDeadline(wave, timeZone) < now ? 'over' : 'started';
  switch (wave.announcement.state) {
    case 'waiting':
      return 'waiting';
    case 'under-way':
      return 'announcing';
    case 'sent':
      return 'announced';
  }
};
