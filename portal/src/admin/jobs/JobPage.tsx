import { Alert, Stack, Text } from '@mantine/core';
import type { Job } from '@sallyport/contract/jobs.ts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ActForm } from '../../console/ActForm.tsx';
import { DialogButton } from '../../console/DialogButton.tsx';
import { actorName } from '../../console/event-words.ts';
import { Loaded } from '../../console/Loaded.tsx';
import { ButtonLink } from '../../console/links.tsx';
import { Page } from '../../console/Page.tsx';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import { useAct } from '../../console/use-act.ts';
import { Time } from '../../ui/Time.tsx';
import { FailuresSection } from './FailuresSection.tsx';
import { JobBar } from './JobBar.tsx';
import { JobState } from './JobState.tsx';
import { askingJob } from './job-query.ts';
import { jobName, progressInWords } from './words.ts';

/** One job: how far it is, and whom it could not serve. */
export function JobPage() {
  const { id } = useParams({ from: '/admin/jobs/$id' });
  const job = useQuery(askingJob(id));
  return (
    <Loaded query={job}>
      {(found) => (
        <Page
          title={jobName(found)}
          mark={<JobState job={found} />}
          actions={
            <>
              <ButtonLink to="/admin/jobs" variant="default">
                All jobs
              </ButtonLink>
              {found.cancellable && (
                <DialogButton label="Cancel the job" color="red.9" variant="outline">
                  {(close) => <CancelJob job={found} onDone={close} />}
                </DialogButton>
              )}
            </>
          }
        >
          <Section title="How far it is">
            <Stack gap="xs">
              <Text fw={600} role="status">
                {progressInWords(found)}
              </Text>
              <JobBar job={found} />
              <Text size="sm" c="dimmed">
                Started by {actorName(found.startedBy)}, <Time iso={found.createdAt} />
                {found.endedAt && (
                  <>
                    ; ended <Time iso={found.endedAt} />
                  </>
                )}
              </Text>
              {found.error && (
                <Alert color="red" title="The job could not go on">
                  {found.error}
                </Alert>
              )}
            </Stack>
          </Section>
          {found.failures > 0 && <FailuresSection job={found} />}
        </Page>
      )}
    </Loaded>
  );
}

function CancelJob({ job, onDone }: { job: Job; onDone: () => void }) {
  const cancel = useAct(() => request('POST /jobs/:id/cancel', { params: { id: job.id } }), {
    said: 'The job was cancelled.',
    afterwards: onDone,
  });
  return (
    <ActForm act={cancel} onSubmit={() => cancel.run()} submit="Stop it" dangerous onCancel={onDone}>
      <Text>It goes no further. What it has done so far stays as it is.</Text>
    </ActForm>
  );
}
