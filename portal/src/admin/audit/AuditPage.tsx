import { Button, Text } from '@mantine/core';
import type { AuditEvent } from '@sallyport/contract/administration.ts';
import { IconListSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ListPages } from '../../console/ListPages.tsx';
import { Page } from '../../console/Page.tsx';
import { askingPages } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { AuditFilters } from './AuditFilters.tsx';
import { AuditList } from './AuditList.tsx';
import { EntryDrawer } from './EntryDrawer.tsx';
import { ExportLog } from './ExportLog.tsx';
import { auditQuery, readAuditFilter } from './filter.ts';
import { Integrity } from './Integrity.tsx';

/** The audit log: every attempt, decision and change. */
export function AuditPage() {
  const filter = useSearch({ from: '/admin/audit' });
  const navigate = useNavigate({ from: '/admin/audit' });
  const [shown, setShown] = useState<AuditEvent>();
  const query = auditQuery(filter);
  const events = useInfiniteQuery({
    ...askingPages(['GET /audit-events', query], (cursor) =>
      request('GET /audit-events', { query: { ...query, cursor } }),
    ),
    placeholderData: keepPreviousData,
  });
  const last = events.data?.pages.at(-1);
  const narrowed = Object.keys(filter).length > 0;
  return (
    <Page
      title="Audit log"
      about="Every attempt, decision and change. Entries are chained and signed, so that tampering shows."
      actions={useMay('audit:export') && <ExportLog filter={filter} />}
    >
      <Integrity />
      <Section title="Newest first">
        <AuditFilters
          filter={filter}
          onChange={(next) => void navigate({ search: readAuditFilter({ ...next }), replace: true })}
        />
        <ListPages
          query={events}
          empty={
            <EmptyState
              icon={<IconListSearch size={36} />}
              title={narrowed ? 'Nothing matches these filters' : 'Nothing has happened yet'}
              action={
                events.hasNextPage && (
                  <Button
                    variant="default"
                    loading={events.isFetchingNextPage}
                    onClick={() => void events.fetchNextPage()}
                  >
                    Search further back
                  </Button>
                )
              }
            >
              {last?.searchedBackTo && <SearchedBackTo iso={last.searchedBackTo} />}
            </EmptyState>
          }
        >
          {(items) => <AuditList events={items} onShow={setShown} />}
        </ListPages>
        {last?.searchedBackTo && events.data?.pages.some(({ items }) => items.length > 0) && (
          <Text size="sm" c="dimmed">
            <SearchedBackTo iso={last.searchedBackTo} />
          </Text>
        )}
      </Section>
      <EntryDrawer event={shown} onClose={() => setShown(undefined)} />
    </Page>
  );
}

function SearchedBackTo({ iso }: { iso: string }) {
  return (
    <>
      Searched back to <Time iso={iso} />. There may be more before.
    </>
  );
}
