import { useInfiniteQuery } from '@tanstack/react-query';
import { EventList } from '../console/EventList.tsx';
import { Page } from '../console/Page.tsx';
import { askingPages } from '../console/queries.ts';
import { request } from '../console/request.ts';
import { Section } from '../console/Section.tsx';

/** What happened with one's own account. */
export function ActivityPage() {
  const events = useInfiniteQuery(
    askingPages(['GET /me/activity'], (cursor) => request('GET /me/activity', { query: { cursor } })),
  );
  return (
    <Page
      title="My activity"
      about="Sign-ins, attempts and changes of your account, newest first. If something was not you, change your password and tell your help desk."
    >
      <Section title="What happened">
        <EventList query={events} empty="Nothing has happened yet." />
      </Section>
    </Page>
  );
}
