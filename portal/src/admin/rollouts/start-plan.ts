import type { BodyOf } from '@sallyport/contract/api.ts';
import type { Rollout, Wave } from '@sallyport/contract/rollouts.ts';
import { daysLater } from '../../ui/zoned.ts';

/** What becomes of a wave when the rollout is started. */
export interface PlannedStart {
  wave: Wave;
  startsAt: string;
  startsNow: boolean;
  /** ISO; absent where it is not announced. In the past where its day has passed: it is announced at once. */
  announceAt?: string;
}

const dayMilliseconds = 86_400_000;

/** The first wave whose time passed more than a day ago: whether it starts at once has to be said. */
export const overdueWave = ({ waves, asOf }: Pick<Rollout, 'waves' | 'asOf'>): Wave | undefined =>
  waves.find(({ startsAt }) => Date.parse(asOf) - Date.parse(startsAt) > dayMilliseconds);

/** As `POST /rollouts/:id/start` does; with `moveTo`, the waves from the overdue one on are moved. */
export function plannedStarts(
  { waves, asOf, timeZone }: Pick<Rollout, 'waves' | 'asOf' | 'timeZone'>,
  moveTo?: string,
): PlannedStart[] {
  const overdue = overdueWave({ waves, asOf });
  const by = overdue && moveTo ? Date.parse(moveTo) - Date.parse(overdue.startsAt) : 0;
  return waves.map((wave) => {
    const moves = overdue !== undefined && wave.number >= overdue.number;
    const startsAt = moves ? new Date(Date.parse(wave.startsAt) + by).toISOString() : wave.startsAt;
    const startsNow = startsAt <= asOf;
    const isAnnounced = !startsNow && wave.announceDays !== undefined;
    return {
      wave,
      startsAt,
      startsNow,
      ...(isAnnounced && { announceAt: daysLater(startsAt, -(wave.announceDays ?? 0), timeZone) }),
    };
  });
}

/** The policy that the wave becomes, for a preview of whom it concerns: whoever an earlier wave is for is left out. */
export function wavePolicy(
  { name, waves }: Pick<Rollout, 'name' | 'waves'>,
  wave: Wave,
): NonNullable<BodyOf<'POST /policies'>> {
  const earlier = waves.slice(0, wave.number - 1).flatMap(({ groups }) => groups.map(({ id }) => id));
  return {
    name: `${name}: ${wave.name}`.slice(0, 120),
    state: 'on',
    who:
      wave.who.kind === 'rest'
        ? { kind: 'everyone' }
        : { kind: 'groups', groups: wave.groups.map(({ id }) => id) },
    excludedGroups: [...new Set(earlier)],
    action: { kind: 'require', requirement: { strength: 'soft', days: wave.graceDays } },
  };
}
