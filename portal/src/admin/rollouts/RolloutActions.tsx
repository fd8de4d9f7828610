import { Button, Checkbox, Radio, Stack, Text, TextInput } from '@mantine/core';
import type { Rollout } from '@sallyport/contract/rollouts.ts';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { DialogButton } from '../../console/DialogButton.tsx';
import { ButtonLink } from '../../console/links.tsx';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';

interface Props {
  rollout: Rollout;
}
interface DialogProps extends Props {
  onDone: () => void;
}

/** What can be done with it as it stands. */
export function RolloutActions({ rollout }: Props) {
  const { id, state } = rollout;
  const start = useAct(() => request('POST /rollouts/:id/start', { params: { id } }), {
    said: 'It follows its schedule now.',
    saysFailure: true,
  });
  const isOver = state === 'done' || state === 'cancelled';
  const isUnderWay = !isOver && state !== 'draft';
  const hasHeld = rollout.waves.some((wave) => wave.state === 'held');
  const hasStarted = rollout.waves.some((wave) => wave.startedAt !== undefined);
  return (
    <>
      {state === 'draft' && (
        <Button onClick={() => start.run()} loading={start.running}>
          Start
        </Button>
      )}
      {(state === 'scheduled' || state === 'running') && (
        <DialogButton label="Pause" title="Pause the rollout?">
          {(close) => <Pause rollout={rollout} onDone={close} />}
        </DialogButton>
      )}
      {state === 'paused' && (
        <DialogButton label="Resume" title="Resume the rollout?">
          {(close) => <Resume rollout={rollout} onDone={close} />}
        </DialogButton>
      )}
      {state === 'paused' && hasStarted && !hasHeld && (
        <DialogButton label="Hold started waves" variant="default">
          {(close) => <Pause rollout={rollout} onDone={close} />}
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

function Pause({ rollout: { id, state, waves }, onDone }: DialogProps) {
  const alreadyPaused = state === 'paused';
  const [hold, setHold] = useState(alreadyPaused);
  const [note, setNote] = useState('');
  const pause = useAct(
    () =>
      request('POST /rollouts/:id/pause', {
        params: { id },
        body: { startedWaves: hold ? 'hold' : 'keep', ...(note.trim() !== '' && { note }) },
      }),
    { said: hold ? 'Paused; started waves report only.' : 'Paused.', afterwards: onDone },
  );
  return (
    <ActForm
      act={pause}
      onSubmit={() => pause.run()}
      submit={alreadyPaused ? 'Hold' : 'Pause'}
      onCancel={onDone}
    >
      <Text>
        No further wave starts, and none is announced, until you resume it. What started waves require stays
        required, and their deadlines come as told.
      </Text>
      {waves.some((wave) => wave.startedAt) && (
        <Checkbox
          label="Hold started waves too"
          description="Their policies only report meanwhile: nobody is asked by them, and nobody is locked out. Deadlines stay where they are; what becomes of those that pass you choose when you resume."
          checked={hold}
          disabled={alreadyPaused}
          onChange={(event) => setHold(event.currentTarget.checked)}
        />
      )}
      {!alreadyPaused && (
        <TextInput
          label="Why"
          description="Shown here and in the audit log"
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
    </ActForm>
  );
}

function Resume({ rollout: { id, waves }, onDone }: DialogProps) {
  const [dates, setDates] = useState<'shift' | 'keep'>('shift');
  const [lapsedPeriods, setLapsed] = useState<'fresh' | 'locked'>('fresh');
  const resume = useAct(
    () => request('POST /rollouts/:id/resume', { params: { id }, body: { dates, lapsedPeriods } }),
    { said: 'The rollout goes on.', afterwards: onDone },
  );
  return (
    <ActForm act={resume} onSubmit={() => resume.run()} submit="Resume" onCancel={onDone}>
      <Radio.Group
        label="Waves to come"
        value={dates}
        onChange={(value) => setDates(value === 'keep' ? 'keep' : 'shift')}
      >
        <Stack gap="xs" mt="xs">
          <Radio
            value="shift"
            label="Move by as many days as it was paused"
            description="They are announced for their new dates."
          />
          <Radio
            value="keep"
            label="Keep their dates"
            description="A wave whose date has passed starts at once."
          />
        </Stack>
      </Radio.Group>
      {waves.some((wave) => wave.state === 'held') && (
        <Radio.Group
          label="Deadlines that passed while waves were held"
          value={lapsedPeriods}
          onChange={(value) => setLapsed(value === 'locked' ? 'locked' : 'fresh')}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="fresh" label="Give fresh periods" />
            <Radio value="locked" label="Lock them out at once" />
          </Stack>
        </Radio.Group>
      )}
    </ActForm>
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
