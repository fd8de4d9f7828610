import type { AdministratorSummary, RoleMatrix } from '@sallyport/contract/administrators.ts';
import { isoTime } from '../../kernel/instant.ts';
import { enrollableMethods, roles } from '../../policy/model.ts';
import { permissionsOf } from '../../policy/roles.ts';
import type { UserWithFacts } from '../../ports/users.ts';
import type { Look } from './act.ts';

type Deps = Look<'users'>;

/** Whoever holds a role; the audit log knows since when. */
export const listAdministrators =
  ({ read }: Deps) =>
  async (): Promise<{ items: AdministratorSummary[] }> => {
    const administrators = await read.users.administrators();
    const items = await Promise.all(administrators.map((found) => summary(read.audit, found)));
    return { items: items.flatMap((item) => item ?? []) };
  };

const summary = async (
  audit: Deps['read']['audit'],
  { user, facts }: UserWithFacts,
): Promise<AdministratorSummary | undefined> => {
  if (user.role === null) return undefined;
  const usable = new Set(
    facts.authenticators.filter(({ disabled }) => !disabled).map(({ method }) => method),
  );
  const given = await audit.search(
    { about: user.id, kinds: ['user.role-set'] },
    { order: 'newest first', limit: 1 },
  );
  return {
    id: user.id,
    username: user.username,
    displayName: user.displayName,
    state: user.state,
    role: user.role,
    // The first owner was never given theirs: they were made with it.
    roleSince: isoTime(given.events[0]?.at ?? user.createdAt),
    ...(user.lastSignInAt !== null && { lastSignInAt: isoTime(user.lastSignInAt) }),
    methods: enrollableMethods.filter((method) => usable.has(method)),
  };
};

export const roleMatrix = async (): Promise<RoleMatrix> => ({
  roles: roles.map((role) => ({ role, permissions: [...permissionsOf(role)] })),
});
