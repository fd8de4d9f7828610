import { z } from 'zod';
import { GivenTime, Id, listOf, Page, Time, text } from './common.ts';

/** The longest an exemption may last: a year, after which somebody looks at it again. */
export const longestExemptionDays = 366;

/** A user of whom nothing is required for a while: a service account, a break-glass account (R15). */
export const Exemption = z.object({
  id: Id,
  user: z.object({ id: Id, username: z.string(), displayName: z.string() }),
  /** Who answers for it, and is reminded before it ends. */
  owner: z.object({ id: Id, username: z.string(), displayName: z.string() }).optional(),
  reason: z.string(),
  createdAt: Time,
  createdBy: z.string(),
  until: Time,
});
export type Exemption = z.infer<typeof Exemption>;
export const ExemptionList = listOf(Exemption);
export type ExemptionList = z.infer<typeof ExemptionList>;

/** Running ones, those that end first at the top. */
export const ExemptionQuery = Page.extend({
  /** Only such as end within so many days. */
  endsWithinDays: z.coerce.number().int().min(1).max(longestExemptionDays).optional(),
});

export const CreateExemption = z.object({
  userId: z.string().min(1, 'choose a user').max(64),
  ownerId: z.string().min(1, 'choose who answers for it').max(64),
  reason: text(1000).min(1, 'must say why'),
  /** At most 366 days from now; the exemption ends then by itself. */
  until: GivenTime,
});
export type CreateExemption = z.infer<typeof CreateExemption>;
