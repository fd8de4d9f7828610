import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../../console/queries.ts';

/** How far a change has reached where many people are concerned; nothing once it is done. */
export function JobProgress({ id }: { id: string }) {
  const { data: job } = useQuery({
    ...asking('GET /jobs/:id', { params: { id } }),
    refetchInterval: ({ state }) =>
      state.data?.state === 'done' || state.data?.state === 'failed' ? false : 1000,
  });
  if (!job || job.state === 'done') return null;
  return (
    <Stack gap={4} role="status">
      <Text size="sm">
        {job.state === 'failed'
          ? `The enrollment periods could not all be started: ${job.error ?? 'unknown reason'}`
          : `Starting enrollment periods: ${job.done.toLocaleString('en')} of ${job.total.toLocaleString('en')}`}
      </Text>
      <progress value={job.done} max={Math.max(1, job.total)} aria-label="Enrollment periods started" />
    </Stack>
  );
}
