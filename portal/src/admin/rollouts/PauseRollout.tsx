import { Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { isSetAside } from '../../console/approval.ts';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';
import type { DialogProps } from './dialog-props.ts';

const held =
  'Their policies only report meanwhile: nobody is asked by them, and nobody is locked out. Deadlines stay where they are; what becomes of those that pass you choose when you resume.';
const needsApproval =
  'Where a second person has to approve what takes away from enforcement, holding waits for them; pausing does not.';

/** Pausing takes effect at once; holding, which may have to be approved, is asked for once that is done. */
export function PauseRollout({ rollout: { id, waves }, onDone }: DialogProps) {
  const [hold, setHold] = useState(false);
  const [note, setNote] = useState('');
  const params = { id };
  const holdAsWell = async () => {
    try {
      await request('POST /rollouts/:id/pause', { params, body: { startedWaves: 'hold' } });
      return 'Paused; started waves report only.';
    } catch (error) {
      if (!isSetAside(error)) throw error;
      return 'Paused. What started waves require stays required until holding them is approved.';
    }
  };
  const pause = useAct(
    async () => {
      await request('POST /rollouts/:id/pause', {
        params,
        body: { startedWaves: 'keep', ...(note.trim() !== '' && { note }) },
      });
      return hold ? holdAsWell() : 'Paused.';
    },
    { said: (done) => done, afterwards: onDone },
  );
  return (
    <ActForm act={pause} onSubmit={() => pause.run()} submit="Pause" onCancel={onDone}>
      <Text>No further wave starts, and none is announced, until you resume it.</Text>
      {waves.some((wave) => wave.startedAt) && (
        <Radio.Group
          label="What started waves require"
          value={hold ? 'hold' : 'keep'}
          onChange={(value) => setHold(value === 'hold')}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="keep" label="Stays required" description="Deadlines come as told." />
            <Radio value="hold" label="Is held too" description={`${held} ${needsApproval}`} />
          </Stack>
        </Radio.Group>
      )}
      <TextInput
        label="Why"
        description="Shown here and in the audit log"
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </ActForm>
  );
}

/** Of one that is paused already. */
export function HoldWaves({ rollout: { id }, onDone }: DialogProps) {
  const hold = useAct(
    () => request('POST /rollouts/:id/pause', { params: { id }, body: { startedWaves: 'hold' } }),
    { said: 'Started waves report only.', afterwards: onDone },
  );
  return (
    <ActForm act={hold} onSubmit={() => hold.run()} submit="Hold" onCancel={onDone}>
      <Text>
        {held} {needsApproval}
      </Text>
    </ActForm>
  );
}
