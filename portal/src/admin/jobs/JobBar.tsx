import { Progress } from '@mantine/core';
import type { Job } from '@sallyport/contract/jobs.ts';
import { jobName } from './words.ts';

/** How far a job is, drawn; those it could not serve in their own colour. */
export function JobBar({ job, size = 'lg' }: { job: Job; size?: 'sm' | 'lg' }) {
  const share = (count: number) => (job.total === 0 ? 0 : (count / job.total) * 100);
  const served = share(job.done - job.failures);
  return (
    <Progress.Root size={size} role="group" aria-label={`Progress of: ${jobName(job)}`}>
      <Progress.Section
        value={served}
        animated={job.state === 'running'}
        {...(job.state === 'failed' && { color: 'red' })}
        aria-label="Served"
      />
      <Progress.Section value={share(job.failures)} color="orange" aria-label="Not served" />
    </Progress.Root>
  );
}
