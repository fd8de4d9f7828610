import { setImmediate as breathe } from 'node:timers/promises';
import type { Instant } from '../../kernel/instant.ts';
import type { StoredPolicy } from '../../ports/policies.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { UserWithFacts } from '../../ports/users.ts';
import { membersOf } from '../roll-out/members.ts';

/** People of whom the rules say the same, for all that decides is equal: one of them stands for all. */
export interface Crowd {
  readonly one: UserWithFacts;
  /** What is required of the one by name. */
  readonly own: readonly StoredPolicy[];
  readonly people: number;
}

type Source = Pick<Repositories, 'users' | 'groups' | 'standings' | 'policies'>;

/** The whole directory in crowds, leaving the event loop to others between the pages. */
export const readCrowds = async (source: Source, now: Instant): Promise<readonly Crowd[]> => {
  const crowds = new Map<string, { one: UserWithFacts; own: readonly StoredPolicy[]; people: number }>();
  for await (const users of membersOf(source, { kind: 'everyone' }, now)) {
    const required = await source.policies.ofUsers(users.map(({ user }) => user.id));
    const byUser = Map.groupBy(required, ({ policy: { who } }) => (who.kind === 'user' ? who.user : ''));
    for (const one of users) {
      const own = byUser.get(one.user.id) ?? [];
      const key = own.length > 0 ? one.user.id : factsKey(one);
      const known = crowds.get(key);
      if (known === undefined) crowds.set(key, { one, own, people: 1 });
      else known.people++;
    }
    await breathe();
  }
  return [...crowds.values()];
};

/** All that a decision looks at, but who it is: everything in the facts, so that no new one is forgotten. */
const factsKey = ({ facts }: UserWithFacts): string =>
  JSON.stringify({
    ...facts,
    id: null,
    groups: [...facts.groups].sort(),
    authenticators: facts.authenticators.map(({ method, disabled }) => `${method} ${disabled}`).sort(),
    backupCodesLeft: facts.backupCodesLeft > 0,
    periods: facts.periods
      .map(({ policy, startedAt, deadline }) => `${policy} ${startedAt} ${deadline}`)
      .sort(),
  });
