import { Autocomplete, Button, Chip, Group, Stack, Text, TextInput } from '@mantine/core';
import type { TimeWindow } from '@sallyport/contract/policies.ts';
import { IconPlus } from '@tabler/icons-react';
import options from '../../console/options.module.css';
import { faultOf } from './field-faults.ts';
import type { PolicyFields } from './fields.ts';
import classes from './PolicyForm.module.css';
import { weekdayName } from './words.ts';

const timeZones = Intl.supportedValuesOf('timeZone');
const weekdays = [1, 2, 3, 4, 5, 6, 7];

const office = (): TimeWindow => ({
  weekdays: [1, 2, 3, 4, 5],
  from: '08:00',
  to: '18:00',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});

/** During which days and hours, in whose time zone. */
export function TimeFields({ draft: { times }, set, faults }: PolicyFields) {
  const change = (at: number, changes: Partial<TimeWindow>) =>
    set({ times: times.map((window, index) => (index === at ? { ...window, ...changes } : window)) });
  return (
    <Stack gap="sm">
      {times.length === 0 && <Text c="dimmed">At any time.</Text>}
      {times.map((window, index) => (
        <WindowFields
          // biome-ignore lint/suspicious/noArrayIndexKey: windows have nothing else, and are only taken out
          key={index}
          number={index + 1}
          window={window}
          onChange={(changes) => change(index, changes)}
          onRemove={() => set({ times: times.filter((_, other) => other !== index) })}
          fault={(field) => faultOf(faults, `conditions.times.${index}.${field}`)}
        />
      ))}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => set({ times: [...times, office()] })}
        >
          {times.length === 0 ? 'Only at certain times' : 'Add more hours'}
        </Button>
      </Group>
    </Stack>
  );
}

interface WindowProps {
  number: number;
  window: TimeWindow;
  onChange: (changes: Partial<TimeWindow>) => void;
  onRemove: () => void;
  fault: (field: keyof TimeWindow) => string | undefined;
}

function WindowFields({ number, window, onChange, onRemove, fault }: WindowProps) {
  return (
    <fieldset className={classes.window} aria-label={`Hours ${number}`}>
      <Chip.Group
        multiple
        value={window.weekdays.map(String)}
        onChange={(chosen) => onChange({ weekdays: chosen.map(Number).sort((a, b) => a - b) })}
      >
        <Group gap={6}>
          {weekdays.map((day) => (
            <Chip key={day} value={String(day)} size="xs" radius="sm">
              {weekdayName(day)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {fault('weekdays') && (
        <Text size="sm" c="var(--mantine-color-error)">
          {fault('weekdays')}
        </Text>
      )}
      <TextInput
        type="time"
        label="From"
        value={window.from}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
        error={fault('from')}
      />
      <TextInput
        type="time"
        label="To"
        value={window.to === '24:00' ? '00:00' : window.to}
        onChange={(event) => onChange({ to: event.currentTarget.value })}
        error={fault('to')}
      />
      <Autocomplete
        label="Time zone"
        className={classes.zone ?? ''}
        data={timeZones}
        limit={30}
        withScrollArea={false}
        classNames={{ options: options.options ?? '' }}
        value={window.timeZone}
        onChange={(timeZone) => onChange({ timeZone })}
        error={fault('timeZone')}
      />
      <Button variant="default" onClick={onRemove} aria-label={`Take out hours ${number}`}>
        Take out
      </Button>
    </fieldset>
  );
}
