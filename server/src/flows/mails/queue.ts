import type { IdMaker, MailId } from '../../kernel/ids.ts';
import { type Mail, mailTextContext, type Outbox } from '../../ports/outbox.ts';
import type { Sealer } from '../../ports/secrets.ts';
import type { Standpoint } from '../standpoint.ts';
import type { WriteLetter } from './letter.ts';

/** What mails are made with. */
export interface MailParts {
  readonly newId: IdMaker;
  /** Public origin of the portal. */
  readonly origin: string;
  readonly sealer: Pick<Sealer, 'seal'>;
}

type Recipient = Pick<Standpoint, 'user' | 'rules' | 'now'>;

/** A mail to the user of `standpoint`. */
export const mailTo = <About>(
  { newId, origin, sealer }: MailParts,
  { user, rules, now }: Recipient,
  write: WriteLetter<About>,
  about: About,
): Mail => {
  const { displayName, username, email } = user;
  const { organisation } = rules.settings;
  const language = user.language ?? organisation.language;
  const reader = { displayName, username, organisation, origin, language, texts: rules.mailTexts };
  const { text, ...letter } = write(reader, about);
  const id: MailId = newId();
  return {
    id,
    to: email,
    user: user.id,
    createdAt: now,
    ...letter,
    text: sealer.seal(text, mailTextContext(id)),
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
