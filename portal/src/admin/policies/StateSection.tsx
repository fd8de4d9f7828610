import { Button, Group, Radio, Stack } from '@mantine/core';
import type { Policy } from '@sallyport/contract/policies.ts';
import type { PolicyState } from '@sallyport/contract/vocabulary.ts';
import { useState } from 'react';
import { Dialog } from '../../console/DialogButton.tsx';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { JobProgress } from '../requirement/JobProgress.tsx';
import { ConfirmState } from './ConfirmState.tsx';
import { stateNames } from './words.ts';

const states: readonly PolicyState[] = ['off', 'report-only', 'on'];

const explanations: Readonly<Record<PolicyState, string>> = {
  off: 'It does nothing.',
  'report-only': 'At every sign-in it is noted what it would have done. Nobody notices.',
  on: 'It is in force at the next sign-in, everywhere.',
};

/** Switches a policy; beforehand, the dialog shows whom that concerns. */
export function StateSection({ policy }: { policy: Policy }) {
  const [state, setState] = useState(policy.state);
  const [asking, setAsking] = useState(false);
  const [job, setJob] = useState<string>();
  const mayWrite = useMay('requirements:write');
  return (
    <Section title="State">
      <Radio.Group
        aria-label="State"
        readOnly={!mayWrite}
        value={state}
        onChange={(chosen) => setState(states.find((each) => each === chosen) ?? policy.state)}
      >
        <Stack gap="sm">
          {states.map((each) => (
            <Radio
              key={each}
              value={each}
              label={stateNames[each]}
              description={explanations[each]}
              disabled={!mayWrite && each !== policy.state}
            />
          ))}
        </Stack>
      </Radio.Group>
      {job && <JobProgress id={job} />}
      {mayWrite && (
        <Group justify="flex-end">
          <Button disabled={state === policy.state} aria-haspopup="dialog" onClick={() => setAsking(true)}>
            See whom it concerns
          </Button>
        </Group>
      )}
      <Dialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`“${policy.name}”: ${stateNames[state].toLowerCase()}`}
        size="lg"
      >
        <ConfirmState
          policy={policy}
          state={state}
          onCancel={() => setAsking(false)}
          onDone={({ jobId }) => {
            setAsking(false);
            setJob(jobId);
          }}
        />
      </Dialog>
    </Section>
  );
}
