import { Alert, Button, Checkbox, Group, NumberInput, TextInput } from '@mantine/core';
import { GroupsSelect } from '../groups/GroupSelect.tsx';
import type { WaveDraft } from './draft.ts';
import classes from './RolloutForm.module.css';

interface Props {
  number: number;
  wave: WaveDraft;
  isLast: boolean;
  faults: Readonly<Record<string, string>>;
  onChange: (wave: WaveDraft) => void;
  /** Absent where it cannot be taken out. */
  onRemove?: (() => void) | undefined;
}

/** One wave of the plan. One that has started is as it is. */
export function WaveFields({ number, wave, isLast, faults, onChange, onRemove }: Props) {
  const set = (change: Partial<WaveDraft>) => onChange({ ...wave, ...change });
  const fault = (field: string) => faults[`waves.${number}.${field}`];
  return (
    <fieldset className={classes.wave} disabled={wave.started}>
      <legend>Wave {number + 1}</legend>
      {wave.started && <Alert>It has started: what it requires is a policy now, and is changed there.</Alert>}
      <TextInput
        label="Name"
        value={wave.name}
        maxLength={80}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={fault('name')}
      />
      {isLast && (
        <Checkbox
          label="Everyone whom no earlier wave is for"
          checked={wave.everyoneElse}
          onChange={(event) => set({ everyoneElse: event.currentTarget.checked })}
          error={fault('who')}
        />
      )}
      {!wave.everyoneElse && !wave.started && (
        <GroupsSelect
          label="Groups"
          value={wave.groups}
          onChange={(groups) => set({ groups })}
          error={fault('who.groupIds') ?? fault('who')}
        />
      )}
      <div className={classes.row}>
        <TextInput
          type="datetime-local"
          label="Starts"
          value={wave.startsAt}
          onChange={(event) => set({ startsAt: event.currentTarget.value })}
          error={fault('startsAt')}
        />
        <NumberInput
          label="Enrollment period, in days"
          min={1}
          max={365}
          allowDecimal={false}
          value={wave.graceDays}
          onChange={(graceDays) => set({ graceDays })}
          error={fault('graceDays')}
        />
        <NumberInput
          label="Announced days before"
          placeholder="Not announced"
          {...(isSilent(wave) && { description: 'None: nobody reads your own words.' })}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          min={0}
          max={60}
          allowDecimal={false}
          clampBehavior="none"
          value={wave.announceDays}
          onChange={(announceDays) => set({ announceDays })}
          error={fault('announceDays')}
        />
      </div>
      {onRemove && (
        <Group justify="flex-end">
          <Button variant="default" size="xs" onClick={onRemove}>
            Take wave {number + 1} out
          </Button>
        </Group>
      )}
    </fieldset>
  );
}

const isSilent = ({ announceDays }: WaveDraft): boolean => announceDays === '' || Number(announceDays) === 0;
