import { Table, Text } from '@mantine/core';
import type { Job } from '@sallyport/contract/jobs.ts';
import { IconChecklist } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { actorName } from '../../console/event-words.ts';
import { ListPages } from '../../console/ListPages.tsx';
import { TextLink } from '../../console/links.tsx';
import { Page } from '../../console/Page.tsx';
import { askingPages } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import table from '../../console/table.module.css';
import { EmptyState } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { JobBar } from './JobBar.tsx';
import { JobState } from './JobState.tsx';
import { hasEnded, jobName, progressInWords } from './words.ts';

/** Long work in the background, the latest first. */
export function JobsPage() {
  const jobs = useInfiniteQuery({
    ...askingPages(['GET /jobs'], (cursor) => request('GET /jobs', { query: { cursor } })),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((job) => !hasEnded(job))) ? 2000 : false,
  });
  return (
    <Page
      title="Jobs"
      about="Acts on many users, carried out in the background. They go on after a restart, and nobody is served twice."
    >
      <Section title="All jobs">
        <ListPages
          query={jobs}
          empty={
            <EmptyState icon={<IconChecklist size={36} />} title="No jobs yet">
              Select users in the list of users to require, remind or reset.
            </EmptyState>
          }
        >
          {(items) => <JobTable jobs={items} />}
        </ListPages>
      </Section>
    </Page>
  );
}

function JobTable({ jobs }: { jobs: readonly Job[] }) {
  return (
    <Table className={table.table ?? ''} aria-label="Jobs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Job</Table.Th>
          <Table.Th>How far</Table.Th>
          <Table.Th className={table.fromTablet ?? ''}>Not served</Table.Th>
          <Table.Th className={table.fromTablet ?? ''}>Started by</Table.Th>
          <Table.Th className={table.fromDesktop ?? ''}>Ended</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {jobs.map((job) => (
          <Table.Tr key={job.id}>
            <Table.Td>
              <TextLink to="/admin/jobs/$id" params={{ id: job.id }} fw={600} underline="hover">
                {jobName(job)}
              </TextLink>
              <Text size="sm" c="dimmed">
                <Time iso={job.createdAt} relative />
              </Text>
            </Table.Td>
            <Table.Td>
              <JobState job={job} />
              <Text size="sm" c="dimmed">
                {progressInWords(job)}
              </Text>
              {job.state === 'running' && <JobBar job={job} size="sm" />}
            </Table.Td>
            <Table.Td className={table.fromTablet ?? ''}>
              {job.failures === 0 ? '–' : job.failures.toLocaleString('en')}
            </Table.Td>
            <Table.Td className={table.fromTablet ?? ''}>{actorName(job.startedBy)}</Table.Td>
            <Table.Td className={table.fromDesktop ?? ''}>
              {job.endedAt ? <Time iso={job.endedAt} relative /> : '–'}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
