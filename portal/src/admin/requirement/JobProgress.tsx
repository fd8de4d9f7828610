import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { JobBar } from '../jobs/JobBar.tsx';
import { askingJob } from '../jobs/job-query.ts';

/** How far a change has reached where many people are concerned; nothing once it is done. */
export function JobProgress({ id }: { id: string }) {
  const { data: job } = useQuery(askingJob(id));
  if (!job || job.state === 'done') return null;
  return (
    <Stack gap={4} role="status">
      <Text size="sm">
        {job.state === 'failed'
          ? `The enrollment periods could not all be started: ${job.error ?? 'unknown reason'}`
          : `Starting enrollment periods: ${job.done.toLocaleString('en')} of ${job.total.toLocaleString('en')}`}
      </Text>
      <JobBar job={job} size="sm" />
    </Stack>
  );
}
