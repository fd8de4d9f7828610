import { Refusal } from '../../ports/refusal.ts';
import type { Client, SessionCaller } from '../caller.ts';
import { knownBrowser } from '../factor/known-browser.ts';
import { passwordChanged } from '../mails/account.ts';
import { queueMail } from '../mails/queue.ts';
import { checkNewPassword } from '../passwords.ts';
import { type AccountDeps, aboutOneself, standpointOf } from './deps.ts';
import { refuseUnproved } from './fresh-proof.ts';
import { checkOwnPassword } from './step-up.ts';

/** Ends all other sessions: whoever knew the old password is out. */
export const changePassword =
  (deps: AccountDeps) =>
  async (
    caller: SessionCaller,
    input: { readonly currentPassword: string; readonly newPassword: string },
    client: Client,
    browserToken: string,
  ): Promise<void> => {
    const standpoint = await standpointOf(deps, caller.user);
    const { user, rules } = standpoint;
    checkNewPassword('newPassword', input.newPassword, {
      ...user,
      organisation: rules.settings.organisation.name,
    });
    const browser = await knownBrowser(deps.read, browserToken, user.id);
    await checkOwnPassword(deps, standpoint, input.currentPassword, client, browser);
    const passwordHash = await deps.hasher.hash(input.newPassword);
    await deps.transact(async (source) => {
      // Hashing took its time: this session may have been ended since, by somebody who changed the password first.
      const held = await standpointOf(deps, caller.user, source, 'lock');
      await refuseUnproved(source, held, caller);
      if (held.user.passwordHash !== user.passwordHash) throw passwordChangedMeanwhile();
      const { now } = held;
      await source.users.edit(caller.user, { passwordHash });
      await source.links.voidAll('password-reset', caller.user);
      await source.sessions.endAll(caller.user, now, caller.session);
      await source.signIns.endAll(caller.user, now);
      await source.knownBrowsers.removeAll(caller.user);
      await source.apiTokens.revokeAll(caller.user);
      await queueMail(source.outbox, deps, standpoint, passwordChanged, {});
      await source.audit.append({ ...aboutOneself(caller, client, now), kind: 'password.changed' });
    });
  };

const passwordChangedMeanwhile = (): Refusal =>
  new Refusal('conflict', 'Your password was changed at the same moment: look whether that was you.');
