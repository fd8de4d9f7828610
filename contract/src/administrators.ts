import { z } from 'zod';
import { Id, listOf, Time } from './common.ts';
import { permissions } from './route.ts';
import { EnrollableMethod, Role, UserState } from './vocabulary.ts';

/** Somebody who holds a role. */
export const AdministratorSummary = z.object({
  id: Id,
  username: z.string(),
  displayName: z.string(),
  state: UserState,
  role: Role,
  /** When they were given the role. */
  roleSince: Time,
  lastSignInAt: Time.optional(),
  /** Second factors set up and in working order. */
  methods: z.array(EnrollableMethod),
});
export type AdministratorSummary = z.infer<typeof AdministratorSummary>;
export const AdministratorList = listOf(AdministratorSummary);

/** What each role may do: the matrix that every call is held against. */
export const RoleMatrix = z.object({
  roles: z.array(z.object({ role: Role, permissions: z.array(z.enum(permissions)) })),
});
export type RoleMatrix = z.infer<typeof RoleMatrix>;
