import type { CreateUser, User } from '@sallyport/contract/users.ts';
import type { z } from 'zod';
import type { UserId } from '../../../kernel/ids.ts';
import type { Administrator } from '../../caller.ts';
import { userSubject } from '../../caller.ts';
import { project } from '../../projection.ts';
import { currentRules } from '../../roll-out/current-rules.ts';
import { requireOf } from '../../roll-out/require.ts';
import { type Act, act } from '../act.ts';
import { findGroups } from '../groups/find.ts';
import { type MailedLinkParts, queueActivation } from './activation.ts';
import { describeUser, readUser } from './describe.ts';
import { usernameTaken } from './guards.ts';

type Deps = MailedLinkParts &
  Act<'users' | 'groups' | 'policies' | 'settings' | 'periods' | 'standings' | 'links' | 'outbox' | 'jobs'>;

/**
 * A new user, staged: nobody can sign in as them until they have activated their account.
 * @throws Refusal `conflict` when the user name is taken, `invalid-request` for a group that is not there
 */
export const createUser =
  (deps: Deps) =>
  async (caller: Administrator, input: z.output<typeof CreateUser>): Promise<User> =>
    act(deps, caller, async (source, now, record) => {
      const groups = await findGroups(source, input.groups, 'groups');
      const { username, displayName, email } = input;
      const id: UserId = deps.newId();
      const state = {
        state: 'staged',
        role: null,
        passwordHash: null,
        createdAt: now,
        activatedAt: null,
      } as const;
      if (!(await source.users.add({ id, username, displayName, email, ...state }))) throw usernameTaken();
      await source.users.setGroups(
        id,
        groups.map((group) => group.id),
      );
      const names = groups.map(({ name }) => name);
      record({ kind: 'user.created', subject: userSubject({ id, username }), details: { groups: names } });
      if (input.requirement !== undefined) {
        const subject = { kind: 'user', user: id } as const;
        record((await requireOf(deps, source, caller, subject, input.requirement, now)).happened);
      }
      await project(source, currentRules, id, now);
      const standpoint = await readUser(source, currentRules, id, now);
      if (input.sendActivation) record(await queueActivation(deps, source, standpoint));
      return describeUser(standpoint);
    });
