import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconMail } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ListPages } from '../../console/ListPages.tsx';
import { Page } from '../../console/Page.tsx';
import { askingPages } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { mailStates, readMailFilter } from './filter.ts';
import classes from './MailPage.module.css';
import { MailTable, mailStateNames } from './MailTable.tsx';

/** Every mail that was written, sent or not. */
export function MailPage() {
  const filter = useSearch({ from: '/admin/mail' });
  const navigate = useNavigate({ from: '/admin/mail' });
  const set = (change: Record<string, string>) =>
    void navigate({ search: readMailFilter({ ...filter, ...change }), replace: true });
  const setTo = useDebouncedCallback((to: string) => set({ to: to.trim() }), 300);
  const mails = useInfiniteQuery({
    ...askingPages(['GET /mails', filter], (cursor) =>
      request('GET /mails', { query: { ...filter, cursor } }),
    ),
    placeholderData: keepPreviousData,
  });
  return (
    <Page
      title="Mail"
      about="What was written to people, and whether it was sent. Mails wait here until a mail server takes them."
    >
      <Section title="Mails">
        <search className={classes.filters} aria-label="Filter the mails">
          <TextInput
            type="search"
            label="Address"
            defaultValue={filter.to ?? ''}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <NativeSelect
            label="State"
            data={[
              { value: '', label: 'Any' },
              ...mailStates.map((state) => ({ value: state, label: mailStateNames[state] })),
            ]}
            value={filter.state ?? ''}
            onChange={(event) => set({ state: event.currentTarget.value })}
          />
        </search>
        <ListPages
          query={mails}
          empty={
            <EmptyState
              icon={<IconMail size={36} />}
              title={
                Object.keys(filter).length > 0 ? 'No mail matches these filters' : 'No mail was written yet'
              }
            />
          }
        >
          {(items) => <MailTable mails={items} />}
        </ListPages>
      </Section>
    </Page>
  );
}
