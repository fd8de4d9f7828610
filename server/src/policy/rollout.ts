import type { GroupId, PolicyId } from '../kernel/ids.ts';
import { days, type Instant } from '../kernel/instant.ts';
import type { Policy } from './model.ts';
import { deadlineFor } from './periods.ts';
import { zoneOf } from './zone.ts';

/** A requirement that reaches people in waves: when what is due. Pure; the clock is a fact. */

export type RolloutState = 'draft' | 'scheduled' | 'running' | 'paused' | 'done' | 'cancelled';

/** `rest`: everyone whom no earlier wave is for. */
export type WaveWho =
  | { readonly kind: 'groups'; readonly groups: readonly GroupId[] }
  | { readonly kind: 'rest' };

export interface PlannedWave {
  readonly name: string;
  readonly who: WaveWho;
  readonly startsAt: Instant;
  readonly graceDays: number;
  /** Days before the start; null: no announcement. */
  readonly announceDays: number | null;
}

/** How far its announcement is; `after`: the place in the list of its people. */
export type Announcement =
  | { readonly state: 'waiting' }
  | { readonly state: 'under-way'; readonly after: string | null; readonly people: number }
  /** `at`: when the last of its people was told; absent of rollouts from before that was noted. */
  | { readonly state: 'sent'; readonly people: number; readonly at?: Instant };

export interface Wave extends PlannedWave {
  readonly announcement: Announcement;
  /** Set when it has started. */
  readonly started: { readonly at: Instant; readonly policy: PolicyId } | null;
}

/** Shares of the people reached, in per cent. */
export interface Thresholds {
  readonly lockouts?: number | undefined;
  readonly failedEnrollments?: number | undefined;
  readonly helpDeskResets?: number | undefined;
  readonly windowHours: number;
  readonly minimumPeople: number;
}

export interface Pause {
  readonly at: Instant;
  readonly because: string;
  /** The policies of started waves that report only meanwhile. */
  readonly held: readonly string[];
}

/** The schedule of a rollout: what its steps are told from. */
export interface Schedule {
  readonly state: RolloutState;
  readonly waves: readonly Wave[];
}

export type RolloutStep =
  | { readonly kind: 'announce'; readonly wave: number }
  | { readonly kind: 'start'; readonly wave: number }
  | { readonly kind: 'finish' };

/** The same time of the day, so many days later in the organisation's calendar; to the hour where clocks change. */
export const daysLater = (instant: Instant, days: number, timeZone: string): Instant => {
  const zone = zoneOf(timeZone);
  const { day } = zone.localTime(instant);
  return zone.startOf(day + days) + (instant - zone.startOf(day));
};

/** So many days before the start; null: never. */
export const announceAt = (
  { startsAt, announceDays }: Pick<PlannedWave, 'startsAt' | 'announceDays'>,
  timeZone: string,
): Instant | null => (announceDays === null ? null : daysLater(startsAt, -announceDays, timeZone));

/**
 * When its people are told, or were: late where the day for it has passed, null where they never are, for it is not
 * meant or the wave starts first (a wave that starts has nothing left to announce).
 */
export const announcedAt = (wave: Wave, now: Instant, timeZone: string): Instant | null => {
  const planned = announceAt(wave, timeZone);
  if (wave.announcement.state === 'sent') return wave.announcement.at ?? planned;
  if (planned === null || wave.started !== null || wave.startsAt <= now) return null;
  return Math.max(planned, now);
};

/** Whole days of the organisation's calendar from one time to a later one: the last may be begun. */
export const wholeDays = (from: Instant, until: Instant, timeZone: string): number => {
  const zone = zoneOf(timeZone);
  const apart = zone.localTime(until).day - zone.localTime(from).day;
  return Math.max(0, daysLater(from, apart, timeZone) <= until ? apart : apart - 1);
};

/** Waves whose time passed so long ago that it may be a mistake: more than a day. */
export const overdueWaves = (waves: readonly Wave[], now: Instant): readonly number[] =>
  waves.flatMap(({ started, startsAt }, number) =>
    started === null && now - startsAt > days(1) ? [number] : [],
  );

/** Of those who are there when the wave starts. */
export const waveDeadline = (
  { started, startsAt, graceDays }: Pick<Wave, 'started' | 'startsAt' | 'graceDays'>,
  timeZone: string,
): Instant => deadlineFor(started?.at ?? startsAt, graceDays, timeZone);

/**
 * What is to be done now, one thing at a time: waves start in order, before anything is announced; a wave that starts
 * has nothing left to announce, for its people get the mails of their periods. Null while nothing is due, and always
 * unless the rollout is on its schedule.
 */
export const nextStep = ({ state, waves }: Schedule, now: Instant, timeZone: string): RolloutStep | null => {
  if (state !== 'scheduled' && state !== 'running') return null;
  const waiting = waves.findIndex(({ started }) => started === null);
  if (waiting === -1)
    return waves.every((wave) => waveDeadline(wave, timeZone) < now) ? { kind: 'finish' } : null;
  const next = waves[waiting];
  if (next !== undefined && next.startsAt <= now) return { kind: 'start', wave: waiting };
  const announced = waves.findIndex((wave) => {
    const at = announceAt(wave, timeZone);
    return wave.started === null && wave.announcement.state !== 'sent' && at !== null && at <= now;
  });
  return announced === -1 ? null : { kind: 'announce', wave: announced };
};

/** Waves from `number` on that have not started, moved; what was announced for another time is announced again. */
export const shiftWaves = (
  waves: readonly Wave[],
  number: number,
  shift: (startsAt: Instant) => Instant,
): Wave[] =>
  waves.map((wave, index) => {
    const startsAt = shift(wave.startsAt);
    return index < number || wave.started !== null || startsAt === wave.startsAt
      ? wave
      : { ...wave, startsAt, announcement: { state: 'waiting' } };
  });

/** The policy that a wave is once it has started; waves are for no one twice: the first one counts. */
export const wavePolicy = (
  rollout: string,
  waves: readonly PlannedWave[],
  number: number,
  id: PolicyId,
): Policy => {
  const wave = waves[number];
  if (wave === undefined) throw new RangeError(`there is no wave ${number}`);
  const earlier = waves.slice(0, number).flatMap(({ who }) => (who.kind === 'groups' ? who.groups : []));
  return {
    id,
    kind: 'named',
    name: `${rollout}: ${wave.name}`,
    state: 'on',
    who: wave.who.kind === 'rest' ? { kind: 'everyone' } : { kind: 'groups', groups: wave.who.groups },
    excludedGroups: [...new Set(earlier)],
    when: {},
    action: {
      kind: 'require',
      requirement: { strength: 'soft', days: wave.graceDays, owed: [], rememberDevices: true },
    },
  };
};

export interface PlanFault {
  /** Of the wave; null: of the plan as a whole. */
  readonly wave: number;
  readonly field: 'startsAt' | 'who';
  readonly message: string;
}

/** What cannot be meant. */
export const planFaults = (waves: readonly PlannedWave[]): PlanFault[] => {
  const taken = new Map<GroupId, number>();
  return waves.flatMap(({ who, startsAt }, wave): PlanFault[] => {
    const faults: PlanFault[] = [];
    const before = waves[wave - 1];
    if (before !== undefined && startsAt < before.startsAt)
      faults.push({ wave, field: 'startsAt', message: `must not be before wave ${wave} starts` });
    if (who.kind === 'rest' && wave !== waves.length - 1)
      faults.push({ wave, field: 'who', message: 'everyone else can only be the last wave' });
    for (const group of who.kind === 'groups' ? who.groups : []) {
      const first = taken.get(group);
      if (first !== undefined && first !== wave)
        faults.push({ wave, field: 'who', message: `has a group that wave ${first + 1} has already` });
      taken.set(group, first ?? wave);
    }
    return faults;
  });
};

/** To how many of the people reached something happened, within the window. */
export interface Troubles {
  readonly people: number;
  readonly lockouts: number;
  readonly failedEnrollments: number;
  readonly helpDeskResets: number;
}

export const shareOf = (count: number, { people }: Troubles): number =>
  people === 0 ? 0 : (100 * count) / people;

/** The first threshold that is reached (R13), or undefined. */
export const passedThreshold = (
  thresholds: Thresholds,
  troubles: Troubles,
): 'lockouts' | 'failedEnrollments' | 'helpDeskResets' | undefined =>
  (['lockouts', 'failedEnrollments', 'helpDeskResets'] as const).find((name) => {
    const threshold = thresholds[name];
    const count = troubles[name];
    return (
      threshold !== undefined && count >= thresholds.minimumPeople && shareOf(count, troubles) >= threshold
    );
  });
