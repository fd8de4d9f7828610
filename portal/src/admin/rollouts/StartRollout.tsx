import { Alert, List, Radio, Stack, Text, TextInput, Title } from '@mantine/core';
import type { DryRun, Rollout } from '@sallyport/contract/rollouts.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { Loaded } from '../../console/Loaded.tsx';
import { asking } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';
import { fieldErrors } from '../../ui/problem.ts';
import { formatZoned, fromZoned } from '../../ui/zoned.ts';
import { ChangeImpact } from '../preview/ChangeImpact.tsx';
import { people } from '../requirement/preview-words.ts';
import type { DialogProps } from './dialog-props.ts';
import { RunWarnings } from './RunWarnings.tsx';
import { overdueWave, type PlannedStart, plannedStarts, wavePolicy } from './start-plan.ts';

/** Says what starts at once and what comes when, and asks about dates that passed long ago. */
export function StartRollout({ rollout: given, onDone }: DialogProps) {
  // What is confirmed is what stood there when the dialog opened.
  const [rollout] = useState(given);
  const { id } = rollout;
  const played = useQuery({
    ...asking('POST /rollouts/:id/dry-run', { params: { id } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <Loaded query={played}>{(run) => <Confirmation rollout={rollout} run={run} onDone={onDone} />}</Loaded>
  );
}

type Overdue = 'start-now' | 'move';

function Confirmation({ rollout, run, onDone }: DialogProps & { run: DryRun }) {
  const [overdue, setOverdue] = useState<Overdue>();
  const [date, setDate] = useState('');
  const moveTo = overdue === 'move' ? (fromZoned(date, rollout.timeZone) ?? '') : undefined;
  const start = useAct(
    () =>
      request('POST /rollouts/:id/start', {
        params: { id: rollout.id },
        body: {
          ...(overdue === 'start-now' && { overdueWaves: overdue }),
          ...(moveTo !== undefined && { startsAt: moveTo }),
        },
      }),
    { said: 'It follows its schedule now.', afterwards: onDone },
  );
  const late = overdueWave(rollout);
  const isChosen = late === undefined || overdue !== undefined;
  const starts = plannedStarts(rollout, moveTo);
  const now = isChosen ? starts.filter(({ startsNow }) => startsNow) : [];
  const required = now.reduce((all, { wave }) => all + countsOf(run, wave.number).people, 0);
  const faults = fieldErrors(start.error);
  return (
    <ActForm
      act={start}
      onSubmit={() => start.run()}
      submit={required > 0 ? `Start: require 2FA of ${people(required)} now` : 'Start'}
      onCancel={onDone}
      fields={['overdueWaves', 'startsAt']}
    >
      {late && (
        <Radio.Group
          label={`“${late.name}” should have started on ${formatZoned(late.startsAt, rollout.timeZone)}`}
          description="That is more than a day ago. Say what you want."
          value={overdue ?? ''}
          onChange={(value) => setOverdue(value === 'move' ? 'move' : 'start-now')}
          error={faults.overdueWaves && 'Choose one of them.'}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="start-now" label="Start it now" description="Without an announcement." />
            <Radio value="move" label="Start it later" description="Waves after it move by as much." />
          </Stack>
        </Radio.Group>
      )}
      {overdue === 'move' && (
        <TextInput
          type="datetime-local"
          label="Starts"
          description={rollout.timeZone}
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
          error={faults.startsAt}
        />
      )}
      {isChosen && moveTo !== '' && <WhatComes rollout={rollout} run={run} starts={starts} />}
      <RunWarnings
        warnings={run.warnings.filter(({ code }) => overdue !== 'move' || !aboutDates.has(code))}
      />
      {now.map(({ wave }) => (
        <Stack key={wave.number} gap="xs">
          <Title order={3} size="h5">
            “{wave.name}”, from now on
          </Title>
          <ChangeImpact change={{ change: 'policy', policy: wavePolicy(rollout, wave) }} />
        </Stack>
      ))}
    </ActForm>
  );
}

/** Warnings that are of the dates which are about to change. */
const aboutDates: ReadonlySet<string> = new Set([
  'start-passed',
  'starts-on-weekend',
  'not-announced',
  'announced-late',
]);

const countsOf = ({ waves }: DryRun, number: number) =>
  waves.find((wave) => wave.number === number) ?? { people: 0, enrolled: 0, notActivated: 0 };

function WhatComes({
  rollout: { timeZone, asOf },
  run,
  starts,
}: {
  rollout: Rollout;
  run: DryRun;
  starts: readonly PlannedStart[];
}) {
  const say = (iso: string) => formatZoned(iso, timeZone);
  return (
    <div>
      {starts.every(({ startsNow }) => !startsNow) && <Text>No wave starts now.</Text>}
      <List size="sm" spacing="xs">
        {starts.map(({ wave, startsAt, startsNow, announceAt }) => {
          const { people: reached, enrolled } = countsOf(run, wave.number);
          return (
            <List.Item key={wave.number}>
              <strong>{wave.name}</strong>{' '}
              {startsNow
                ? `starts now, without an announcement: 2FA is required of ${people(reached)}. ${mailed(reached - enrolled)}`
                : `starts on ${say(startsAt)}, ${
                    announceAt === undefined
                      ? 'and is not announced'
                      : announceAt <= asOf
                        ? 'and is announced now, for its day has passed'
                        : `announced on ${say(announceAt)}`
                  }.`}
            </List.Item>
          );
        })}
      </List>
      {starts.some(({ startsNow }) => startsNow) && (
        <Alert color="yellow" mt="sm">
          Pausing the rollout later leaves required what has started, unless you hold it as well.
        </Alert>
      )}
    </div>
  );
}

const mailed = (count: number): string =>
  count === 0
    ? 'Nobody gets a mail.'
    : `${people(count)} ${count === 1 ? 'gets' : 'get'} a mail that says so.`;
