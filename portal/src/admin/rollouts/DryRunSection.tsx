import { Button, Stack, Table, Text } from '@mantine/core';
import type { DryRun, Rollout } from '@sallyport/contract/rollouts.ts';
import { useMutation } from '@tanstack/react-query';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import table from '../../console/table.module.css';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { DayChart } from '../charts/DayChart.tsx';
import { longDay } from '../charts/day.ts';
import { RunWarnings } from './RunWarnings.tsx';
import { upTo, wholePeople } from './whole-people.ts';

/** Plays the rollout through, day by day; changes nothing. */
export function DryRunSection({ rollout: { id } }: { rollout: Rollout }) {
  const played = useMutation({ mutationFn: () => request('POST /rollouts/:id/dry-run', { params: { id } }) });
  return (
    <Section
      title="Play it through"
      about="Day by day from today, over everybody in the directory, by the rules that decide at sign-in. Nothing is changed, and nobody is told."
      actions={
        <Button variant="default" onClick={() => played.mutate()} loading={played.isPending}>
          {played.data ? 'Play it again' : 'Play it through'}
        </Button>
      }
    >
      <ProblemAlert error={played.error} />
      {played.data && <Played run={played.data} />}
    </Section>
  );
}

const series = [
  { key: 'enrolled', name: 'Enrolled', color: 'var(--mantine-color-green-7)' },
  { key: 'toEnroll', name: 'Still to enroll', color: 'var(--mantine-color-blue-5)' },
  { key: 'lockedOut', name: 'Locked out', color: 'var(--mantine-color-red-7)' },
];

function Played({ run }: { run: DryRun }) {
  const sum = (
    day: DryRun['days'][number],
    key: 'started' | 'toEnrollTypically' | 'lockedOutTypically' | 'lockedOut',
  ) => day.waves.reduce((all, wave) => all + wave[key], 0);
  const worst = Math.max(0, ...run.days.map((day) => sum(day, 'lockedOut')));
  const typical = run.days.at(-1);
  return (
    <Stack gap="md">
      <RunWarnings warnings={run.warnings} />
      <Text>
        If nobody enrolls, {worst.toLocaleString('en')} {worst === 1 ? 'person ends' : 'people end'} up locked
        out; at the typical pace, {upTo(typical ? sum(typical, 'lockedOutTypically') : 0)}. {run.assumption}
      </Text>
      <WaveCounts run={run} />
      <DayChart
        label="People the waves have reached, at the typical pace"
        series={series}
        days={run.days.map((day) => ({
          day: day.day,
          values: wholePeople({
            all: sum(day, 'started'),
            toEnroll: sum(day, 'toEnrollTypically'),
            lockedOut: sum(day, 'lockedOutTypically'),
          }),
        }))}
      />
      <Stack gap="xs" component="ol" m={0} p={0} style={{ listStyle: 'none' }} aria-label="What happens when">
        {run.days
          .filter(({ events }) => events.length > 0)
          .map(({ day, events }) => (
            <li key={day}>
              <Text fw={600} size="sm">
                {longDay(day)}
              </Text>
              {events.map((event) => (
                <Text key={event} size="sm">
                  {event}
                </Text>
              ))}
            </li>
          ))}
      </Stack>
    </Stack>
  );
}

/** Whom each wave is for; who has not activated their account is in none of the other numbers. */
function WaveCounts({ run: { waves } }: { run: DryRun }) {
  const say = (count: number) => count.toLocaleString('en');
  return (
    <Table className={`${table.table} ${table.wrapped}`} fz="sm" aria-label="Whom each wave is for">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Wave</Table.Th>
          <Table.Th>Active</Table.Th>
          <Table.Th>Enrolled</Table.Th>
          <Table.Th>Not activated</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {waves.map(({ number, name, people, enrolled, notActivated }) => (
          <Table.Tr key={number}>
            <Table.Td>{name}</Table.Td>
            <Table.Td>{say(people)}</Table.Td>
            <Table.Td>{say(enrolled)}</Table.Td>
            <Table.Td>{say(notActivated)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
