import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { EventList } from '../../console/EventList.tsx';
import { Page } from '../../console/Page.tsx';
import { askingPages } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { UserSelect } from '../users/UserSelect.tsx';
import classes from './AuditPage.module.css';
import { readAuditFilter } from './filter.ts';

/** The audit log: every attempt, decision and change. */
export function AuditPage() {
  const filter = useSearch({ from: '/admin/audit' });
  const navigate = useNavigate({ from: '/admin/audit' });
  const mayReadUsers = useMay('users:read');
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ search: readAuditFilter({ ...filter, ...change }), replace: true });
  const setKind = useDebouncedCallback((kind: string) => set({ kind: kind.trim() }), 300);
  const events = useInfiniteQuery({
    ...askingPages(['GET /audit-events', filter], (cursor) =>
      request('GET /audit-events', { query: { ...filter, cursor } }),
    ),
    placeholderData: keepPreviousData,
  });
  return (
    <Page
      title="Audit log"
      about="Every attempt, decision and change. Entries are chained, so that tampering shows."
    >
      <Section title="Newest first">
        <search className={classes.filters} aria-label="Filter the audit log">
          {mayReadUsers && <UserSelect label="User" value={filter.user} onChange={(user) => set({ user })} />}
          <TextInput
            type="search"
            label="Kind"
            placeholder="e.g. sign-in"
            defaultValue={filter.kind ?? ''}
            onChange={(event) => setKind(event.currentTarget.value)}
          />
        </search>
        <EventList
          query={events}
          empty={
            Object.keys(filter).length > 0 ? 'Nothing matches these filters' : 'Nothing has happened yet'
          }
        />
      </Section>
    </Page>
  );
}
