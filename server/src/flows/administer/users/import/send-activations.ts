import type { Instant } from '../../../../kernel/clock.ts';
import type { Repositories } from '../../../../ports/repositories.ts';
import type { UserWithFacts } from '../../../../ports/users.ts';
import { activation } from '../../../mails/account.ts';
import { queueMail } from '../../../mails/queue.ts';
import type { RulesInForce } from '../../../rules.ts';
import { type LinkParts, makeActivationLink } from '../activation.ts';

/** Links and mails of many new users, who have none yet that would have to be voided. */
export const sendActivations = async (
  deps: LinkParts & { readonly rules: RulesInForce },
  source: Pick<Repositories, 'links' | 'outbox' | 'policies' | 'settings'>,
  users: readonly UserWithFacts[],
  now: Instant,
): Promise<void> => {
  const rules = await deps.rules(source);
  const made = users.map(({ user }) => ({ user, ...makeActivationLink(deps, user.id, now) }));
  await source.links.addMany(made.map(({ link }) => link));
  for (const { user, url, link } of made)
    await queueMail(source.outbox, deps, { user, rules, now }, activation, { url, expiresAt: link.expiresAt });
};
