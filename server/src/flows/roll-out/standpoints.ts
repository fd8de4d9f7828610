import type { Instant } from '../../kernel/instant.ts';
import { withOwn } from '../../policy/compile.ts';
import type { StoredPolicy } from '../../ports/policies.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { UserWithFacts } from '../../ports/users.ts';
import type { Rules } from '../rules.ts';
import type { Standpoint } from '../standpoint.ts';

/** Many users under the same rules, at one moment; what is required of them by name is read in one go. */
export const standpointsOf = async (
  { policies }: Pick<Repositories, 'policies'>,
  rules: Rules,
  users: readonly UserWithFacts[],
  now: Instant,
): Promise<readonly Standpoint[]> => {
  const own = users.length === 0 ? [] : await policies.ofUsers(users.map(({ user }) => user.id));
  const byUser = Map.groupBy(own, subjectOf);
  return users.map((found) => standpointWith(found, rules, byUser.get(found.user.id) ?? [], now));
};

/** A user under rules that need not be in force: the preview asks what would be. */
export const standpointWith = (
  found: UserWithFacts,
  rules: Rules,
  own: readonly StoredPolicy[],
  now: Instant,
): Standpoint => ({
  ...found,
  now,
  rules,
  policies: withOwn(
    rules.compiled,
    own.map(({ policy }) => policy),
  ),
});

const subjectOf = ({ policy: { who } }: StoredPolicy): string | null =>
  who.kind === 'user' ? who.user : null;
