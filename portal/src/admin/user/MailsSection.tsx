import type { User } from '@sallyport/contract/users.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ListPages } from '../../console/ListPages.tsx';
import { askingPages } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { MailTable } from '../mail/MailTable.tsx';

/** The last mails to a user's address. */
export function MailsSection({ user: { email } }: { user: User }) {
  const mails = useInfiniteQuery(
    askingPages(['GET /mails', { to: email }], (cursor) =>
      request('GET /mails', { query: { to: email, limit: 5, cursor } }),
    ),
  );
  return (
    <Section title="Mails" about={`Written to ${email}.`}>
      <ListPages query={mails} empty={<EmptyState title="None yet" />}>
        {(items) => <MailTable mails={items} withAddress={false} />}
      </ListPages>
    </Section>
  );
}
