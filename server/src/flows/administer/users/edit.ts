import type { EditUser, User } from '@sallyport/contract/users.ts';
import type { z } from 'zod';
import { asId, type UserId } from '../../../kernel/ids.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { User as StoredUser } from '../../../ports/users.ts';
import type { Administrator } from '../../caller.ts';
import { userSubject } from '../../caller.ts';
import { emailChanged } from '../../mails/account.ts';
import { type MailParts, queueMail } from '../../mails/queue.ts';
import { refuseLockingOut } from '../../roll-out/lock-out.ts';
import { settleUser } from '../../roll-out/settle.ts';
import type { Standpoint } from '../../standpoint.ts';
import { type Act, act } from '../act.ts';
import { refuseWithoutProof } from '../fresh-proof.ts';
import { findGroups } from '../groups/find.ts';
import { describeUser, readUser } from './describe.ts';
import { refuseAbove, usernameTaken } from './guards.ts';
import { changeLeave, mailMovedDeadline } from './leave.ts';

type Deps = MailParts &
  Act<'users' | 'groups' | 'policies' | 'settings' | 'periods' | 'standings' | 'links' | 'outbox'>;

/**
 * What is left out stays.
 * @throws Refusal `not-found`, `conflict`, `step-up-required` for a new address, `invalid-request` for a group that is
 * not there, `would-lock-out`
 */
export const editUser =
  (deps: Deps) =>
  async (caller: Administrator, id: string, input: z.output<typeof EditUser>): Promise<User> =>
    act(deps, caller, async (source, now, record) => {
      const before = await readUser(source, deps.rules, asId<UserId>(id), now, 'lock');
      refuseAbove(caller, before.user);
      const changes = changesOf(before.user, input);
      // Links for a new password go to the address.
      if (changes.has('email')) refuseWithoutProof(caller, now);
      if (changes.size > 0 && !(await source.users.edit(before.user.id, Object.fromEntries(changes))))
        throw usernameTaken();
      if (changes.has('email')) await moveMail(deps, source, before, changes.get('email') ?? '');
      const regrouped = input.groups !== undefined && (await regroup(source, before, input.groups));
      const { onLeaveUntil } = input;
      const left = onLeaveUntil !== undefined && (await changeLeave(source, before, onLeaveUntil));
      const fields = [...changes.keys(), ...(regrouped ? ['groups'] : []), ...(left ? ['onLeaveUntil'] : [])];
      if (fields.length > 0)
        record({ kind: 'user.edited', subject: userSubject(before.user), details: { fields } });
      if (regrouped || left) await settleUser(source, deps.rules, before.user.id, now);
      if (regrouped) await refuseLockingOut(source, caller, now);
      const after = await readUser(source, deps.rules, before.user.id, now);
      if (left) await mailMovedDeadline(deps, source, before, after);
      return describeUser(after);
    });

const changesOf = (
  user: StoredUser,
  input: z.output<typeof EditUser>,
): ReadonlyMap<string, string | null> => {
  const changes = new Map<string, string | null>();
  for (const field of ['username', 'displayName', 'email', 'language'] as const) {
    const wanted = input[field];
    if (wanted !== undefined && wanted !== user[field]) changes.set(field, wanted);
  }
  return changes;
};

/** A link on its way to the old address must not set the password of whoever reads the new one. */
const moveMail = async (
  deps: Deps,
  source: Pick<Repositories, 'links' | 'outbox'>,
  before: Standpoint,
  email: string,
): Promise<void> => {
  await source.links.voidAll('password-reset', before.user.id);
  await queueMail(source.outbox, deps, before, emailChanged, { email });
};

const regroup = async (
  source: Pick<Repositories, 'groups' | 'users'>,
  { user, groups: before }: Standpoint,
  wanted: readonly string[],
): Promise<boolean> => {
  const after = new Set((await findGroups(source, wanted, 'groups')).map((group) => group.id));
  if (after.size === before.length && before.every((group) => after.has(group.id))) return false;
  await source.users.setGroups(user.id, [...after]);
  return true;
};
