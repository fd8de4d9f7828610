import { Table, Text, TextInput, VisuallyHidden } from '@mantine/core';
import type { Rollout, Wave } from '@sallyport/contract/rollouts.ts';
import { Fragment, useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { DialogButton } from '../../console/DialogButton.tsx';
import { TextLink } from '../../console/links.tsx';
import { request } from '../../console/request.ts';
import { useMay } from '../../console/session.tsx';
import table from '../../console/table.module.css';
import { useAct } from '../../console/use-act.ts';
import { fieldErrors } from '../../ui/problem.ts';
import { formatZoned, fromZoned, toZoned } from '../../ui/zoned.ts';
import { waveStates } from './states.tsx';

interface Props {
  rollout: Rollout;
  wave: Wave;
}

/** The waves in words. */
export function WaveTable({ rollout }: { rollout: Rollout }) {
  const mayMove = useMay('requirements:write') && !['done', 'cancelled'].includes(rollout.state);
  const say = (iso: string) => formatZoned(iso, rollout.timeZone);
  return (
    <Table className={table.table ?? ''} aria-label="Waves">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Wave</Table.Th>
          <Table.Th className={table.fromDesktop ?? ''}>Announced</Table.Th>
          <Table.Th>Starts</Table.Th>
          <Table.Th className={table.fromTablet ?? ''}>Deadline</Table.Th>
          <Table.Th>
            <VisuallyHidden>Move</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rollout.waves.map((wave) => (
          <Table.Tr key={wave.number}>
            <Table.Td>
              <Text fw={600}>{wave.name}</Text>
              <Text size="sm" c="dimmed">
                <Who wave={wave} />
              </Text>
              <Text size="sm">{waveStates[wave.state]}</Text>
              <Text size="sm" className={table.untilDesktop ?? ''}>
                <Announced rollout={rollout} wave={wave} inRow />
              </Text>
              <Text size="sm" className={table.untilTablet ?? ''}>
                Deadline: {say(wave.deadline)}
              </Text>
            </Table.Td>
            <Table.Td className={table.fromDesktop ?? ''}>
              <Announced rollout={rollout} wave={wave} />
            </Table.Td>
            <Table.Td>{say(wave.startedAt ?? wave.startsAt)}</Table.Td>
            <Table.Td className={table.fromTablet ?? ''}>{say(wave.deadline)}</Table.Td>
            <Table.Td>
              {mayMove && !wave.startedAt && (
                <DialogButton
                  label="Move"
                  title={`Move “${wave.name}”`}
                  variant="default"
                  size="xs"
                  aria-label={`Move “${wave.name}”`}
                >
                  {(close) => <MoveWave rollout={rollout} wave={wave} onDone={close} />}
                </DialogButton>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** When its people are told, or were, and how many. */
function Announced({ rollout, wave, inRow = false }: Props & { inRow?: boolean }) {
  const { announceAt, announced } = wave;
  if (announceAt === undefined) return 'Not announced';
  const isDue = announceAt <= rollout.asOf && wave.state === 'waiting';
  const when = isDue
    ? rollout.state === 'draft'
      ? 'Announced when it is started'
      : 'Announced as soon as it goes on'
    : formatZoned(announceAt, rollout.timeZone);
  return (
    <>
      {inRow && !isDue && 'Announced: '}
      {when}
      {announced > 0 && (
        <Text component="span" display="block" size="sm" c="dimmed">
          to {announced.toLocaleString('en')} {announced === 1 ? 'person' : 'people'}
        </Text>
      )}
    </>
  );
}

function Who({ wave }: { wave: Wave }) {
  if (wave.who.kind === 'rest') return 'Everyone else';
  if (wave.groups.length === 0) return 'Its groups were deleted';
  return wave.groups.map(({ id, name, members }, index) => (
    <Fragment key={id}>
      {index > 0 && ', '}
      <TextLink to="/admin/users" search={{ group: id }}>
        {name}
      </TextLink>{' '}
      ({members.toLocaleString('en')})
    </Fragment>
  ));
}

function MoveWave({ rollout, wave, onDone }: Props & { onDone: () => void }) {
  const [startsAt, setStartsAt] = useState(toZoned(wave.startsAt, rollout.timeZone));
  const move = useAct(
    () =>
      request('POST /rollouts/:id/move', {
        params: { id: rollout.id },
        body: { wave: wave.number, startsAt: fromZoned(startsAt, rollout.timeZone) ?? '' },
      }),
    { said: `“${wave.name}” was moved.`, afterwards: onDone },
  );
  return (
    <ActForm act={move} onSubmit={() => move.run()} submit="Move" onCancel={onDone} fields={['startsAt']}>
      <Text>
        Waves after it move by as much.
        {wave.announced > 0 && ' It was announced: its people get another mail with the new date.'}
      </Text>
      <TextInput
        type="datetime-local"
        label="Starts"
        description={rollout.timeZone}
        value={startsAt}
        onChange={(event) => setStartsAt(event.currentTarget.value)}
        error={fieldErrors(move.error).startsAt}
        data-autofocus
      />
    </ActForm>
  );
}
