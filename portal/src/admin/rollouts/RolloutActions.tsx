import { Radio, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { DialogButton } from '../../console/DialogButton.tsx';
import { ButtonLink } from '../../console/links.tsx';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';
import type { DialogProps } from './dialog-props.ts';
import { HoldWaves, PauseRollout } from './PauseRollout.tsx';
import { ResumeRollout } from './ResumeRollout.tsx';
import { StartRollout } from './StartRollout.tsx';

/** What can be done with it as it stands. */
export function RolloutActions({ rollout }: Pick<DialogProps, 'rollout'>) {
  const { id, state } = rollout;
  const isOver = state === 'done' || state === 'cancelled';
  const isUnderWay = !isOver && state !== 'draft';
  const hasHeld = rollout.waves.some((wave) => wave.state === 'held');
  const hasStarted = rollout.waves.some((wave) => wave.startedAt !== undefined);
  return (
    <>
      {state === 'draft' && (
        <DialogButton label="Start" title="Start the rollout?" dialogSize="lg">
          {(close) => <StartRollout rollout={rollout} onDone={close} />}
        </DialogButton>
      )}
      {(state === 'scheduled' || state === 'running') && (
        <DialogButton label="Pause" title="Pause the rollout?">
          {(close) => <PauseRollout rollout={rollout} onDone={close} />}
        </DialogButton>
      )}
      {state === 'paused' && (
        <DialogButton label="Resume" title="Resume the rollout?">
          {(close) => <ResumeRollout rollout={rollout} onDone={close} />}
        </DialogButton>
      )}
      {state === 'paused' && hasStarted && !hasHeld && (
        <DialogButton label="Hold started waves" title="Hold started waves?" variant="default">
          {(close) => <HoldWaves rollout={rollout} onDone={close} />}
        </DialogButton>
      )}
      {!isOver && (
        <ButtonLink to="/admin/rollouts/$id/edit" params={{ id }} variant="default">
          Change
        </ButtonLink>
      )}
      {isUnderWay && (
        <DialogButton label="Cancel it" title="Cancel the rollout?" variant="default">
          {(close) => <CancelRollout rollout={rollout} onDone={close} />}
        </DialogButton>
      )}
      {!isUnderWay && (
        <DialogButton label="Delete" title="Delete the rollout?" variant="default">
          {(close) => <DeleteRollout rollout={rollout} onDone={close} />}
        </DialogButton>
      )}
    </>
  );
}

function CancelRollout({ rollout: { id, waves }, onDone }: DialogProps) {
  const [startedWaves, setStarted] = useState<'keep' | 'switch-off'>('keep');
  const cancel = useAct(
    () => request('POST /rollouts/:id/cancel', { params: { id }, body: { startedWaves } }),
    { said: 'The rollout is cancelled.', afterwards: onDone },
  );
  return (
    <ActForm
      act={cancel}
      onSubmit={() => cancel.run()}
      submit="Cancel the rollout"
      dangerous
      onCancel={onDone}
    >
      <Text>It cannot be taken up again. Waves that have not started never do.</Text>
      {waves.some((wave) => wave.startedAt) && (
        <Radio.Group
          label="What started waves require"
          value={startedWaves}
          onChange={(value) => setStarted(value === 'switch-off' ? 'switch-off' : 'keep')}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="keep" label="Stays required, as policies of their own" />
            <Radio
              value="switch-off"
              label="Is switched off"
              description="Their people are asked by them no more."
            />
          </Stack>
        </Radio.Group>
      )}
    </ActForm>
  );
}

function DeleteRollout({ rollout: { id, name }, onDone }: DialogProps) {
  const navigate = useNavigate();
  const remove = useAct(() => request('DELETE /rollouts/:id', { params: { id } }), {
    said: `“${name}” was deleted.`,
    afterwards: async () => {
      await navigate({ to: '/admin/rollouts' });
      onDone();
    },
  });
  return (
    <ActForm act={remove} onSubmit={() => remove.run()} submit="Delete it" dangerous onCancel={onDone}>
      <Text>Policies that its waves have become stay as they are.</Text>
    </ActForm>
  );
}
