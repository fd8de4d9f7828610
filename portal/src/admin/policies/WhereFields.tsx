import { Checkbox, Select, Stack, Textarea } from '@mantine/core';
import { ResourceKind } from '@sallyport/contract/vocabulary.ts';
import { faultOf } from './field-faults.ts';
import type { PolicyFields } from './fields.ts';
import classes from './PolicyForm.module.css';
import { entryNames } from './words.ts';

const devices = [
  { value: 'any', label: 'Any device' },
  { value: 'remembered', label: 'Only devices that are remembered' },
  { value: 'not-remembered', label: 'Only devices that are not remembered' },
] as const;

/** At which entries, from which networks and on which devices. */
export function WhereFields({ draft, set, faults }: PolicyFields) {
  return (
    <>
      <Checkbox.Group
        label="Signing in to"
        description="None ticked: everything."
        value={draft.entries}
        onChange={(chosen) =>
          set({ entries: ResourceKind.options.filter((entry) => chosen.includes(entry)) })
        }
      >
        <Stack gap="xs" mt="xs">
          {ResourceKind.options.map((entry) => (
            <Checkbox key={entry} value={entry} label={capital(entryNames[entry])} />
          ))}
        </Stack>
      </Checkbox.Group>
      <div className={classes.pair}>
        <Networks
          label="Only from these networks"
          value={draft.networks}
          onChange={(networks) => set({ networks })}
          error={faultOf(faults, 'conditions.networks')}
        />
        <Networks
          label="Only from outside these networks"
          value={draft.outsideNetworks}
          onChange={(outsideNetworks) => set({ outsideNetworks })}
          error={faultOf(faults, 'conditions.outsideNetworks')}
        />
      </div>
      {/* This version remembers no devices and lists no apps: only what the API has set can be changed here. */}
      {draft.device !== 'any' && (
        <Select
          label="On which devices"
          description="No device is remembered in this version yet."
          allowDeselect={false}
          data={devices}
          value={draft.device}
          onChange={(device) =>
            set({ device: devices.find(({ value }) => value === device)?.value ?? 'any' })
          }
        />
      )}
      {draft.resources !== '' && (
        <Textarea
          label="Only to single apps or servers"
          description="Their ids, one a line. Empty: all."
          autosize
          minRows={1}
          maxRows={8}
          value={draft.resources}
          onChange={(event) => set({ resources: event.currentTarget.value })}
          error={faultOf(faults, 'conditions.resources')}
        />
      )}
    </>
  );
}

interface NetworksProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

function Networks({ label, value, onChange, error }: NetworksProps) {
  return (
    <Textarea
      label={label}
      description="In CIDR notation, one a line. Empty: from anywhere."
      placeholder={'192.0.2.0/24\n2001:db8::/32'}
      autosize
      minRows={2}
      maxRows={10}
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
