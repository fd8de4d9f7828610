import { Anchor, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId, useState } from 'react';
import classes from './DayChart.module.css';
import { longDay, shortDay } from './day.ts';

/** One of the things that are counted, stacked from the bottom in the order given. */
export interface Series {
  key: string;
  name: string;
  /** Of CSS. */
  color: string;
}

export interface DayValues {
  /** `2026-11-21`. */
  day: string;
  /** Absent where nothing was counted yet. */
  values?: Readonly<Record<string, number>> | undefined;
}

interface Props {
  /** What it shows. */
  label: string;
  series: readonly Series[];
  days: readonly DayValues[];
}

/** Counts day by day as stacked columns; the day under the pointer is read out, and a table has them all. */
export function DayChart({ label, series, days }: Props) {
  const [chosen, setChosen] = useState<string>();
  const [asTable, { toggle }] = useDisclosure();
  const tableId = useId();
  const most = Math.max(1, ...days.map(({ values }) => total(series, values)));
  const read = days.find(({ day }) => day === chosen) ?? days.at(-1);
  return (
    <Stack gap="xs">
      <div className={classes.plot} aria-hidden="true">
        <span className={classes.most}>{most.toLocaleString('en')}</span>
        <ol className={classes.days} onPointerLeave={() => setChosen(undefined)}>
          {days.map(({ day, values }) => (
            <li
              key={day}
              className={`${classes.day} ${day === chosen ? classes.chosen : ''}`}
              onPointerEnter={() => setChosen(day)}
              onPointerDown={() => setChosen(day)}
            >
              {series.map(({ key, color }) => (
                <span
                  key={key}
                  className={classes.part}
                  style={{ height: `${(100 * (values?.[key] ?? 0)) / most}%`, background: color }}
                />
              ))}
            </li>
          ))}
        </ol>
        <div className={classes.ends}>
          <span>{days[0] && shortDay(days[0].day)}</span>
          <span>{days.at(-1) && shortDay(days.at(-1)?.day ?? '')}</span>
        </div>
      </div>
      {read && (
        <div>
          <Text size="sm" fw={600}>
            {longDay(read.day)}
          </Text>
          <Legend series={series} values={read.values} />
        </div>
      )}
      <div>
        <Anchor
          component="button"
          type="button"
          size="sm"
          onClick={toggle}
          aria-expanded={asTable}
          aria-controls={tableId}
        >
          {asTable ? 'Hide the table' : 'Show as a table'}
        </Anchor>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section id={tableId} hidden={!asTable} className={classes.scroll} aria-label={label} tabIndex={0}>
        {asTable && <DayTable label={label} series={series} days={days} />}
      </section>
    </Stack>
  );
}

const total = (series: readonly Series[], values: DayValues['values']): number =>
  series.reduce((sum, { key }) => sum + (values?.[key] ?? 0), 0);

function Legend({ series, values }: { series: readonly Series[]; values: DayValues['values'] }) {
  return (
    <ul className={classes.legend}>
      {series.map(({ key, name, color }) => (
        <li key={key}>
          <span className={classes.swatch} style={{ background: color }} />
          {name}: {values ? (values[key] ?? 0).toLocaleString('en') : 'not counted'}
        </li>
      ))}
    </ul>
  );
}

function DayTable({ label, series, days }: Props) {
  return (
    <Table aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Day</Table.Th>
          {series.map(({ key, name }) => (
            <Table.Th key={key}>{name}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {days.toReversed().map(({ day, values }) => (
          <Table.Tr key={day}>
            <Table.Td>{shortDay(day)}</Table.Td>
            {series.map(({ key }) => (
              <Table.Td key={key}>{values ? (values[key] ?? 0).toLocaleString('en') : '–'}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
