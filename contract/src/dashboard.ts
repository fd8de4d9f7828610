import { z } from 'zod';
import { Id, Time } from './common.ts';
import { RolloutState } from './rollouts.ts';

/** How many days back. */
export const DashboardQuery = z.object({ days: z.coerce.number().int().min(7).max(366).default(30) });

const Counts = z.record(z.string(), z.int());

/** One day of the organisation's calendar. What was not counted yet on that day is absent. */
export const DashboardDay = z.object({
  day: z.iso.date(),
  /** When the day begins there, and when the next one does. */
  from: Time,
  until: Time,
  /** Users by enrollment status, as the day ended, or as it stands. */
  byStatus: Counts.optional(),
  /** Users with a working authenticator, by method. */
  byMethod: Counts.optional(),
  /** By method; `password` for the first factor. */
  failedAttempts: Counts,
  /** Sign-ins that were denied, by code. */
  lockouts: Counts,
  helpDeskResets: z.int(),
  enrollments: z.object({ completed: z.int(), failed: z.int() }),
});
export type DashboardDay = z.infer<typeof DashboardDay>;

export const Dashboard = z.object({
  timeZone: z.string(),
  /** Oldest first; today last. */
  days: z.array(DashboardDay),
  /** When `byMethod` of today and `byGroup` were counted; absent before the first time. */
  countedAt: Time.optional(),
  /** The groups with the most members who are not enrolled. */
  byGroup: z.array(z.object({ id: Id, name: z.string(), members: z.int(), enrolled: z.int() })),
  /** Whose enrollment period ends today and in the six days after, unless they enroll. */
  expiring: z.array(z.object({ day: z.iso.date(), from: Time, until: Time, users: z.int() })),
  /** Those that are not over. */
  rollouts: z.array(
    z.object({
      id: Id,
      name: z.string(),
      state: RolloutState,
      waves: z.int(),
      started: z.int(),
      /** When the next wave starts. */
      nextStartAt: Time.optional(),
    }),
  ),
});
export type Dashboard = z.infer<typeof Dashboard>;
