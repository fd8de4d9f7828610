import type { ActivationLink } from '@sallyport/contract/users.ts';
import { asId, type UserId } from '../../../kernel/ids.ts';
import { days, isoTime } from '../../../kernel/instant.ts';
import type { Random } from '../../../kernel/random.ts';
import { newToken, tokenHash } from '../../../kernel/secrets.ts';
import type { Link } from '../../../ports/links.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Administrator } from '../../caller.ts';
import { activation } from '../../mails/account.ts';
import { type MailParts, queueMail } from '../../mails/queue.ts';
import type { Standpoint } from '../../standpoint.ts';
import { type Act, act, userSubject } from '../act.ts';
import { readUser } from './describe.ts';
import { refuseAbove } from './guards.ts';

/** Long enough for a week of leave. */
const activationLifetime = days(7);

export interface LinkParts extends MailParts {
  readonly random: Random;
}

/** A link that activates `user`, and what is stored of it. The token stands in the fragment: no server log sees it. */
export const makeActivationLink = (
  { newId, random, origin }: LinkParts,
  user: UserId,
  now: number,
): { readonly url: string; readonly link: Link } => {
  const token = newToken(random);
  const expiresAt = now + activationLifetime;
  return {
    url: `${origin}/activate#${token}`,
    link: {
      id: newId(),
      purpose: 'activation',
      user,
      tokenHash: tokenHash(token),
      createdAt: now,
      expiresAt,
    },
  };
};

type Deps = LinkParts & Act<'users' | 'policies' | 'settings' | 'links' | 'outbox'>;

/** To hand over in person; links made before are void. @throws Refusal `not-found`, `conflict` */
export const createActivationLink =
  (deps: Deps) =>
  async (caller: Administrator, id: string): Promise<ActivationLink> =>
    act(deps, caller, async (source, now, record) => {
      const { user } = await readUser(source, deps.rules, asId<UserId>(id), now, 'lock');
      refuseAbove(caller, user);
      refuseActivated(user.state);
      const { url, link } = await replaceLink(deps, source, user.id, now);
      record({ kind: 'activation-link.created', subject: userSubject(user) });
      return { url, expiresAt: isoTime(link.expiresAt) };
    });

/** By mail; links made before are void. @throws Refusal `not-found`, `conflict` */
export const sendActivation =
  (deps: Deps) =>
  async (caller: Administrator, id: string): Promise<void> =>
    act(deps, caller, async (source, now, record) => {
      const standpoint = await readUser(source, deps.rules, asId<UserId>(id), now, 'lock');
      refuseAbove(caller, standpoint.user);
      refuseActivated(standpoint.user.state);
      record(await queueActivation(deps, source, standpoint));
    });

/** Part of a transaction; answers with what happened, for the audit log. */
export const queueActivation = async (
  parts: LinkParts,
  source: Pick<Repositories, 'links' | 'outbox'>,
  standpoint: Standpoint,
) => {
  const { url, link } = await replaceLink(parts, source, standpoint.user.id, standpoint.now);
  await queueMail(source.outbox, parts, standpoint, activation, { url, expiresAt: link.expiresAt });
  return { kind: 'activation-mail.queued', subject: userSubject(standpoint.user) };
};

const replaceLink = async (
  parts: LinkParts,
  { links }: Pick<Repositories, 'links'>,
  user: UserId,
  now: number,
): Promise<{ url: string; link: Link }> => {
  const made = makeActivationLink(parts, user, now);
  await links.voidAll('activation', user);
  await links.add(made.link);
  return made;
};

const refuseActivated = (state: 'staged' | 'active' | 'suspended'): void => {
  if (state === 'active')
    throw new Refusal(
      'conflict',
      'This account is active: a forgotten password is reset at the sign-in page.',
    );
  if (state === 'suspended') throw new Refusal('conflict', 'This user is suspended: reactivate them first.');
};
