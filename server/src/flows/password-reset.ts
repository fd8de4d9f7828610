import { hours } from '../kernel/instant.ts';
import { newToken, tokenHash } from '../kernel/secrets.ts';
import { addressLimit } from '../policy/throttle.ts';
import { Refusal } from '../ports/refusal.ts';
import type { Client } from './caller.ts';
import { addressBudget, checkAddress } from './factor/budget.ts';
import { passwordChanged, passwordResetLink } from './mails/account.ts';
import { queueMail } from './mails/queue.ts';
import { checkNewPassword } from './passwords.ts';
import type { SignInDeps } from './sign-in/deps.ts';
import { readStandpoint } from './standpoint.ts';
import { judgedNow } from './time.ts';

const resetLinkLifetime = hours(1);
/** Mails to one mailbox are limited, whoever asks for them. */
const mailLimit = { max: 3, window: hours(1) };

/** Answers alike whether or not there is such a user; only an active one gets a mail. */
export const requestPasswordReset =
  (deps: SignInDeps) =>
  async (username: string, client: Client): Promise<void> => {
    const now = await judgedNow(deps.clock, deps.read.audit);
    await checkAddress(deps.read.throttles, client.address, now);
    const user = await deps.read.users.byUsername(username);
    const token = newToken(deps.random);
    await deps.transact(async (source) => {
      // Every request counts against the address: this one cannot fail, and would make a cannon of mails.
      await source.throttles.spend(addressBudget(client.address), addressLimit, now);
      if (user?.state !== 'active') return;
      const left = await source.throttles.spend(`password-reset:user:${user.id}`, mailLimit, now);
      const standpoint = left.allowed ? await readStandpoint(source, deps.rules, user.id, now) : undefined;
      if (standpoint === undefined) return;
      await source.links.voidAll('password-reset', user.id);
      await source.links.add({
        id: deps.newId(),
        purpose: 'password-reset',
        user: user.id,
        tokenHash: tokenHash(token),
        createdAt: now,
        expiresAt: now + resetLinkLifetime,
      });
      const url = `${deps.origin}/reset-password#${token}`;
      await queueMail(source.outbox, deps, standpoint, passwordResetLink, {
        url,
        expiresAt: now + resetLinkLifetime,
      });
      await source.audit.append({
        kind: 'password-reset.requested',
        at: now,
        actor: { kind: 'nobody' },
        subject: { kind: 'user', id: user.id, name: user.username },
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
      await source.users.edit(user.id, { passwordHash });
      await source.sessions.endAll(user.id, now);
      await source.signIns.endAll(user.id, now);
      await queueMail(source.outbox, deps, standpoint, passwordChanged, {});
      await source.audit.append({
        kind: 'password.reset',
        at: now,
        actor: { kind: 'user', id: user.id, name: user.username },
        subject: { kind: 'user', id: user.id, name: user.username },
        address: client.address,
      });
    });
  };

const linkNotValid = (): Refusal =>
  new Refusal(
    'link-not-valid',
    'This link was used, has expired, or was replaced by a newer one. Ask for a new one.',
  );
