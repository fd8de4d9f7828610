import type { IdMaker } from '../../../kernel/ids.ts';
import type { JobFailure } from '../../../ports/jobs.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { UserWithFacts } from '../../../ports/users.ts';
import { requireOfMany } from '../../roll-out/require-many.ts';
import type { Happened } from '../act.ts';
import { noSuchUser } from '../users/describe.ts';
import { refuseAbove } from '../users/guards.ts';
import type { Serve } from './work.ts';

export interface RequireInput {
  readonly days: number;
}

/** Requires 2FA of a page of users by name, each with a period of so many days. */
export const serveRequire =
  (deps: { readonly newId: IdMaker }): Serve<RequireInput> =>
  async (source, { caller, input, users, now }) => {
    const found = new Map((await source.users.lockMany(users)).map((each) => [each.user.id, each]));
    const failed: JobFailure[] = [];
    const refuse = (user: (typeof users)[number], { code, message }: Refusal) =>
      failed.push({ user, username: found.get(user)?.user.username ?? null, code, message });
    const allowed: UserWithFacts[] = [];
    for (const user of users) {
      const refusal = refusalOf(() => refuseAbove(caller, present(found.get(user)).user));
      if (refusal === undefined) allowed.push(present(found.get(user)));
      else refuse(user, refusal);
    }
    const { days } = input;
    const { stored, refused } = await requireOfMany(
      deps,
      source,
      caller,
      allowed,
      { strength: 'soft', days },
      now,
    );
    for (const [user, refusal] of refused) refuse(user, refusal);
    return {
      failed,
      happened: stored.map(
        ({ policy: { id, name } }): Happened => ({
          kind: 'requirement.set',
          subject: { kind: 'policy', id, name },
          details: { subject: 'user', strength: 'soft', days },
        }),
      ),
    };
  };

const present = (found: UserWithFacts | undefined): UserWithFacts => {
  if (found === undefined) throw noSuchUser();
  return found;
};

const refusalOf = (check: () => void): Refusal | undefined => {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};
