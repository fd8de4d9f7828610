import { hours } from '../kernel/instant.ts';
import { tokenHash } from '../kernel/secrets.ts';
import { addressLimit } from '../policy/throttle.ts';
import { aboutThemselves, type Client, userSubject } from './caller.ts';
import { addressBudget, checkAddress, mailBudget } from './factor/budget.ts';
import { linkNotValid, replaceLink } from './links.ts';
import { passwordChanged, passwordResetLink } from './mails/account.ts';
import { queueMail } from './mails/queue.ts';
import { checkNewPassword } from './passwords.ts';
import type { SignInDeps } from './sign-in/deps.ts';
import { readStandpoint } from './standpoint.ts';
import { judgedNow } from './time.ts';

/** Mails to one mailbox are limited, whoever asks for them. */
const mailLimit = { max: 3, window: hours(1) };

/** Answers alike whether or not there is such a user; only an active one gets a mail. */
export const requestPasswordReset =
  (deps: SignInDeps) =>
  async (username: string, client: Client): Promise<void> => {
    const now = await judgedNow(deps.clock, deps.read.audit);
    await checkAddress(deps.read.throttles, client.address, now);
    const user = await deps.read.users.byUsername(username);
    await deps.transact(async (source) => {
      // Every request counts against the address: this one cannot fail, and would make a cannon of mails.
      await source.throttles.spend(addressBudget(client.address), addressLimit, now);
      if (user?.state !== 'active') return;
      const left = await source.throttles.spend(mailBudget(user.id), mailLimit, now);
      const standpoint = left.allowed ? await readStandpoint(source, deps.rules, user.id, now) : undefined;
      if (standpoint === undefined) return;
      const { url, link } = await replaceLink(deps, source.links, 'password-reset', user.id, now);
      await queueMail(source.outbox, deps, standpoint, passwordResetLink, { url, expiresAt: link.expiresAt });
      await source.audit.append({
        kind: 'password-reset.requested',
        at: now,
        actor: { kind: 'nobody' },
        subject: userSubject(user),
        address: client.address,
      });
    });
  };

/** Sets a new password and signs nobody in: the second factor is asked for at the next sign-in as ever (ASVS 6.4.3). */
export const redeemPasswordReset =
  (deps: SignInDeps) =>
  async (input: { readonly token: string; readonly password: string }, client: Client): Promise<void> => {
    const now = await judgedNow(deps.clock, deps.read.audit);
    const link = await deps.read.links.find(tokenHash(input.token), now);
    const standpoint =
      link?.purpose === 'password-reset' && link.user
        ? await readStandpoint(deps.read, deps.rules, link.user, now)
        : undefined;
    if (link === undefined || standpoint?.user.state !== 'active') throw linkNotValid();
    const { user, rules } = standpoint;
    checkNewPassword('password', input.password, { ...user, organisation: rules.settings.organisation.name });
    const passwordHash = await deps.hasher.hash(input.password);
    await deps.transact(async (source) => {
      if (!(await source.links.consume(link.id, now))) throw linkNotValid();
      if ((await source.users.lock(user.id))?.user.state !== 'active') throw linkNotValid();
      await source.users.edit(user.id, { passwordHash });
      await source.sessions.endAll(user.id, now);
      await source.signIns.endAll(user.id, now);
      await source.knownBrowsers.removeAll(user.id);
      await source.apiTokens.revokeAll(user.id);
      await queueMail(source.outbox, deps, standpoint, passwordChanged, {});
      await source.audit.append({
        ...aboutThemselves(user, client.address, now),
        kind: 'password.reset',
      });
    });
  };
