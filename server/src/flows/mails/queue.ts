import type { IdMaker } from '../../kernel/ids.ts';
import type { Mail, Outbox } from '../../ports/outbox.ts';
import type { Standpoint } from '../standpoint.ts';
import type { WriteLetter } from './letter.ts';

interface MailParts {
  readonly newId: IdMaker;
  /** Public origin of the portal. */
  readonly origin: string;
}

type Recipient = Pick<Standpoint, 'user' | 'rules' | 'now'>;

/** A mail to the user of `standpoint`. */
export const mailTo = <About>(
  { newId, origin }: MailParts,
  { user, rules, now }: Recipient,
  write: WriteLetter<About>,
  about: About,
): Mail => {
  const { displayName, username, email } = user;
  const { organisation } = rules.settings;
  return {
    id: newId(),
    to: email,
    user: user.id,
    createdAt: now,
    ...write({ displayName, username, organisation, origin }, about),
  };
};

/** Puts a mail to the user of `standpoint` into the outbox, in the transaction of what it tells. */
export const queueMail = <About>(
  outbox: Outbox,
  parts: MailParts,
  recipient: Recipient,
  write: WriteLetter<About>,
  about: About,
): Promise<void> => outbox.add(mailTo(parts, recipient, write, about));
