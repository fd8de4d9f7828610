import type { Instant } from '../../../../kernel/instant.ts';
import type { Repositories } from '../../../../ports/repositories.ts';
import type { UserWithFacts } from '../../../../ports/users.ts';
import { activation } from '../../../mails/account.ts';
import { mailTo } from '../../../mails/queue.ts';
import type { Rules } from '../../../rules.ts';
import { type LinkParts, makeActivationLink } from '../activation.ts';

/** Links and mails of many new users, who have none yet that would have to be voided. */
export const sendActivations = async (
  parts: LinkParts,
  source: Pick<Repositories, 'links' | 'outbox'>,
  users: readonly UserWithFacts[],
  rules: Rules,
  now: Instant,
): Promise<void> => {
  const made = users.map(({ user }) => ({ user, ...makeActivationLink(parts, user.id, now) }));
  await source.links.addMany(made.map(({ link }) => link));
  await source.outbox.add(
    ...made.map(({ user, url, link }) =>
      mailTo(parts, { user, rules, now }, activation, { url, expiresAt: link.expiresAt }),
    ),
  );
};
