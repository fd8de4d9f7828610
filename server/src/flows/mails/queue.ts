import type { IdMaker } from '../../kernel/ids.ts';
import type { Outbox } from '../../ports/outbox.ts';
import type { Standpoint } from '../standpoint.ts';
import type { WriteLetter } from './letter.ts';

/** Puts a mail to the user of `standpoint` into the outbox, in the transaction of what it tells. */
export const queueMail = <About>(
  outbox: Outbox,
  { newId, origin }: { readonly newId: IdMaker; readonly origin: string },
  { user, rules, now }: Pick<Standpoint, 'user' | 'rules' | 'now'>,
  write: WriteLetter<About>,
  about: About,
): Promise<void> => {
  const { displayName, username, email } = user;
  const { organisation } = rules.settings;
  return outbox.add({
    id: newId(),
    to: email,
    user: user.id,
    createdAt: now,
    ...write({ displayName, username, organisation, origin }, about),
  });
};
