import { useInfiniteQuery } from '@tanstack/react-query';
import { EventList } from '../../console/EventList.tsx';
import { askingPages } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';

/** What happened with a user lately. */
export function EventsSection({ userId }: { userId: string }) {
  const events = useInfiniteQuery(
    askingPages(['GET /audit-events', { user: userId }], (cursor) =>
      request('GET /audit-events', { query: { user: userId, limit: 10, cursor } }),
    ),
  );
  return (
    <Section title="What happened" about="From the audit log, newest first.">
      <EventList query={events} empty="Nothing yet" />
    </Section>
  );
}
