import type { Instant } from '../../../../kernel/instant.ts';
import type { Repositories } from '../../../../ports/repositories.ts';
import type { UserWithFacts } from '../../../../ports/users.ts';
import { type LinkParts, makeLink } from '../../../links.ts';
import { activation } from '../../../mails/account.ts';
import { type MailParts, mailTo } from '../../../mails/queue.ts';
import type { Rules } from '../../../rules.ts';

/** Links and mails of many new users, who have none yet that would have to be voided. */
export const sendActivations = async (
  parts: LinkParts & MailParts,
  source: Pick<Repositories, 'links' | 'outbox'>,
  users: readonly UserWithFacts[],
  rules: Rules,
  now: Instant,
): Promise<void> => {
  const made = users.map(({ user }) => ({ user, ...makeLink(parts, 'activation', user.id, now) }));
  await source.links.addMany(made.map(({ link }) => link));
  await source.outbox.add(
    ...made.map(({ user, url, link }) =>
      mailTo(parts, { user, rules, now }, activation, { url, expiresAt: link.expiresAt }),
    ),
  );
};
