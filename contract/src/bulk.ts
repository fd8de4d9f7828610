import { z } from 'zod';
import { Days, GivenTime, Id, text } from './common.ts';
import { ResetTwoFactor, UserFilter } from './users.ts';

/** Users in one act; what is one by one in `userIds` is checked when their turn comes. */
export const mostUserIds = 100_000;

const about = {
  userIds: z.array(Id).min(1, 'name at least one user').max(mostUserIds).optional(),
  /** All that match when the job begins, on whatever page; `{}` is everybody. */
  filter: UserFilter.strict().optional(),
};

const onlyOne = ({ userIds, filter }: { userIds?: unknown; filter?: unknown }) =>
  (userIds === undefined) !== (filter === undefined);
const either = { message: 'give either userIds or filter', path: ['userIds'] };

/** Whom an act is about. */
export const Selection = z.object(about).refine(onlyOne, either);
export type Selection = z.infer<typeof Selection>;

export const RequireMany = z.object({ ...about, days: Days.default(7) }).refine(onlyOne, either);
export const ResetMany = z.object({ ...about, ...ResetTwoFactor.shape }).refine(onlyOne, either);
export const ExemptMany = z
  .object({
    ...about,
    ownerId: z.string().min(1, 'choose who answers for it').max(64),
    reason: text(1000).min(1, 'must say why'),
    until: GivenTime,
  })
  .refine(onlyOne, either);

/** How many a filter finds. */
export const UserCount = z.object({ count: z.int() });
export type UserCount = z.infer<typeof UserCount>;
