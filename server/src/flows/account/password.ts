import type { Client, SessionCaller } from '../caller.ts';
import { passwordChanged } from '../mails/account.ts';
import { queueMail } from '../mails/queue.ts';
import { checkNewPassword } from '../passwords.ts';
import { type AccountDeps, aboutOneself, standpointOf } from './deps.ts';
import { checkOwnPassword } from './step-up.ts';

/** Ends all other sessions: whoever knew the old password is out. */
export const changePassword =
  (deps: AccountDeps) =>
  async (
    caller: SessionCaller,
    input: { readonly currentPassword: string; readonly newPassword: string },
    client: Client,
  ): Promise<void> => {
    const standpoint = await standpointOf(deps, caller.user);
    const { user, now, rules } = standpoint;
    checkNewPassword('newPassword', input.newPassword, {
      ...user,
      organisation: rules.settings.organisation.name,
    });
    await checkOwnPassword(deps, standpoint, input.currentPassword, client);
    const passwordHash = await deps.hasher.hash(input.newPassword);
    await deps.transact(async (source) => {
      await source.users.edit(caller.user, { passwordHash });
      await source.links.voidAll('password-reset', caller.user);
      await source.sessions.endAll(caller.user, now, caller.session);
      await source.signIns.endAll(caller.user, now);
      await queueMail(source.outbox, deps, standpoint, passwordChanged, {});
      await source.audit.append({ ...aboutOneself(caller, client, now), kind: 'password.changed' });
    });
  };
