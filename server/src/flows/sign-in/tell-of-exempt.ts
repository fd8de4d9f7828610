import { isExempt } from '../../policy/matching.ts';
import type { Repositories } from '../../ports/repositories.ts';
import { exemptSignIn } from '../mails/exemptions.ts';
import { type MailParts, queueMail } from '../mails/queue.ts';
import type { Standpoint } from '../standpoint.ts';

/**
 * Every sign-in of an exempt account is mailed to the owners and administrators (R15): nothing but a password kept
 * strangers out. Part of the transaction that completes it.
 */
export const tellOfExempt = async (
  parts: MailParts,
  { users, outbox }: Pick<Repositories, 'users' | 'outbox'>,
  { user, facts, rules, now }: Standpoint,
  address: string,
): Promise<void> => {
  if (!isExempt(facts, now)) return;
  const about = { exempt: user.username, at: now, address };
  for (const { user: reader } of await users.administrators())
    if (reader.state === 'active' && (reader.role === 'owner' || reader.role === 'administrator'))
      await queueMail(outbox, parts, { user: reader, rules, now }, exemptSignIn, about);
};
