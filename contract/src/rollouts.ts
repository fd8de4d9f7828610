import { z } from 'zod';
import { Days, GivenTime, Id, line, listOf, Time, text } from './common.ts';

export const RolloutState = z.enum(['draft', 'scheduled', 'running', 'paused', 'done', 'cancelled']);
export type RolloutState = z.infer<typeof RolloutState>;

/** Whom a wave is for. `rest`: everyone whom no earlier wave is for. */
const WaveWho = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('groups'), groupIds: z.array(Id).min(1, 'choose a group').max(50) }),
  z.object({ kind: z.literal('rest') }),
]);

export const WaveInput = z.strictObject({
  name: line(80),
  who: WaveWho,
  /** When 2FA is required of them; a time that has passed starts with the rollout. */
  startsAt: GivenTime,
  /** How long they have, in days; then they are locked out of what requires 2FA. */
  graceDays: Days,
  /** The announcement goes out so many days before; absent or 0: there is none. */
  announceDays: z.int().min(0).max(60).optional(),
});
export type WaveInput = z.infer<typeof WaveInput>;

/** Per cent of the people reached so far, within the window; absent: not watched. */
const Share = z.number().min(0.1, 'must be at least 0.1 %').max(100, 'must be at most 100 %');

export const Thresholds = z.object({
  /** People denied at sign-in, or whose deadline passed. */
  lockouts: Share.optional(),
  /** People who failed while setting up. */
  failedEnrollments: Share.optional(),
  /** People whose factors, period or tries the help desk reset. */
  helpDeskResets: Share.optional(),
  windowHours: z
    .int()
    .min(1)
    .max(30 * 24),
  /** Fewer people than this never pause it, whatever share they are. */
  minimumPeople: z.int().min(1).max(10_000),
});
export type Thresholds = z.infer<typeof Thresholds>;

export const RolloutInput = z.strictObject({
  name: line(80),
  /** In order; each starts no earlier than the one before. */
  waves: z.array(WaveInput).min(1, 'needs a wave').max(20),
  /** Instructions of the organisation's own, in the announcement. */
  instructions: text(4000).default(''),
  thresholds: Thresholds.default({
    lockouts: 5,
    failedEnrollments: 10,
    helpDeskResets: 10,
    windowHours: 24,
    minimumPeople: 3,
  }),
});
export type RolloutInput = z.infer<typeof RolloutInput>;

export const Wave = WaveInput.extend({
  startsAt: Time,
  number: z.int(),
  /** Names of its groups, where they are still there. */
  groups: z.array(z.object({ id: Id, name: z.string(), members: z.int() })),
  state: z.enum(['waiting', 'announcing', 'announced', 'started', 'held', 'over']),
  /** When its people are told, or were; absent where they never are, for instance because it started first. */
  announceAt: Time.optional(),
  /** People told so far. */
  announced: z.int(),
  startedAt: Time.optional(),
  /** Of those who are there when it starts. */
  deadline: Time,
  policyId: Id.optional(),
});
export type Wave = z.infer<typeof Wave>;

const Watched = z.object({ threshold: z.number().optional(), people: z.int(), share: z.number() });

export const RolloutEntry = z.object({ at: Time, what: z.string(), by: z.string() });

export const Rollout = z.object({
  id: Id,
  name: z.string(),
  state: RolloutState,
  /** Why it is paused, in words. */
  pausedBecause: z.string().optional(),
  pausedAt: Time.optional(),
  /** Whole days since then: by so many, resuming moves the waves to come. */
  pausedDays: z.int().optional(),
  waves: z.array(Wave),
  instructions: z.string(),
  thresholds: Thresholds,
  /** The thresholds with today's values, over the people whom started waves have reached. */
  watch: z.object({
    since: Time,
    people: z.int(),
    lockouts: Watched,
    failedEnrollments: Watched,
    helpDeskResets: Watched,
  }),
  /** What it did, newest first. */
  log: z.array(RolloutEntry),
  timeZone: z.string(),
  /** The server's time, which all of it is judged by. */
  asOf: Time,
  createdAt: Time,
});
export type Rollout = z.infer<typeof Rollout>;

export const RolloutSummary = z.object({
  id: Id,
  name: z.string(),
  state: RolloutState,
  waves: z.int(),
  started: z.int(),
  nextStartAt: Time.optional(),
  createdAt: Time,
});
export type RolloutSummary = z.infer<typeof RolloutSummary>;
export const RolloutList = listOf(RolloutSummary);

/** Puts a draft on its schedule. Where a wave's time passed more than a day ago, one of the two must be said. */
export const StartRollout = z
  .strictObject({
    /** Waves whose time has passed start at once. */
    overdueWaves: z.literal('start-now').optional(),
    /** Or the first of them starts then, and all after it earlier or later by as much. */
    startsAt: GivenTime.optional(),
  })
  .prefault({});

export const PauseRollout = z.object({
  /**
   * `keep`: what started waves require stays required. `hold`: their policies report only, until the rollout is
   * resumed; deadlines stay as they are. Where a second person approves dangerous acts, pausing waits for nobody, but
   * holding does: pause first, then hold.
   */
  startedWaves: z.enum(['keep', 'hold']).default('keep'),
  note: line(500).optional(),
});

export const ResumeRollout = z.object({
  /** Waves that have not started move by `pausedDays`; or keep their times. Whatever is past then starts at once. */
  dates: z.enum(['shift', 'keep']).default('shift'),
  /** Deadlines that passed while policies were held. */
  lapsedPeriods: z.enum(['fresh', 'locked']).default('fresh'),
});

export const CancelRollout = z.object({
  /** What started waves require stays required, as policies of their own; or is switched off. */
  startedWaves: z.enum(['keep', 'switch-off']).default('keep'),
});

/** Later waves that have not started move along by as much. */
export const MoveWave = z.object({ wave: z.int().min(1), startsAt: GivenTime });

export const DryRunDay = z.object({
  day: z.iso.date(),
  /** What happens on it, in words. */
  events: z.array(z.string()),
  waves: z.array(
    z.object({
      number: z.int(),
      announced: z.int(),
      /** People of whom the wave requires 2FA by then. */
      started: z.int(),
      /** Have what counts: they are asked for it. */
      asked: z.int(),
      /** Still to enroll, if nobody does. */
      toEnroll: z.int(),
      /** Whose deadline is this day. */
      expiring: z.int(),
      /** Locked out at the end of the day, if nobody enrolls. */
      lockedOut: z.int(),
      /** The same at the typical pace: what is to be expected, which is rarely a whole number of people. */
      toEnrollTypically: z.number(),
      lockedOutTypically: z.number(),
    }),
  ),
});
export type DryRunDay = z.infer<typeof DryRunDay>;

export const DryRun = z.object({
  /** What “typically” assumes. */
  assumption: z.string(),
  timeZone: z.string(),
  waves: z.array(
    z.object({
      number: z.int(),
      name: z.string(),
      /** Active people whom it is for; they alone are counted from day to day. */
      people: z.int(),
      /** Of those: have what counts already. */
      enrolled: z.int(),
      /** Besides those: have not activated their account. They are told nothing, and meet it when they do. */
      notActivated: z.int(),
      /** It starts as soon as the rollout does, or has started. */
      startsNow: z.boolean(),
    }),
  ),
  days: z.array(DryRunDay),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
});
export type DryRun = z.infer<typeof DryRun>;
