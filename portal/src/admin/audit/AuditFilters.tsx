import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ComponentProps, useState } from 'react';
import { useMay } from '../../console/session.tsx';
import { UserSelect } from '../users/UserSelect.tsx';
import classes from './AuditFilters.module.css';
import type { AuditFilter } from './filter.ts';

interface Props {
  filter: AuditFilter;
  onChange: (filter: Record<keyof AuditFilter, unknown>) => void;
}

/** Kinds that are often looked for together. */
const areas = [
  { value: '', label: 'Everything' },
  { value: 'sign-in,factor,session', label: 'Sign-ins' },
  {
    value: 'authenticator,backup-codes,enrollment,password,two-factor',
    label: 'Second factors and passwords',
  },
  { value: 'user,group,activation', label: 'Users and groups' },
  { value: 'requirement,policy,rollout,exemption', label: 'What is required' },
  { value: 'settings,token,approval,owner,enforcement', label: 'Administration' },
  { value: 'audit-log', label: 'Exports of this log' },
];

/** The filters of the audit log; all that are set must hold. */
export function AuditFilters({ filter, onChange }: Props) {
  const mayReadUsers = useMay('users:read');
  const set = (change: Partial<Record<keyof AuditFilter, string | undefined>>) =>
    onChange({ ...empty, ...filter, ...change });
  const ownKind = filter.kind && !areas.some(({ value }) => value === filter.kind);
  return (
    <search className={classes.filters} aria-label="Filter the audit log">
      <Typed
        type="search"
        label="Text"
        placeholder="A name, an id, a detail"
        className={classes.text ?? ''}
        leftSection={<IconSearch size={16} aria-hidden />}
        text={filter.text ?? ''}
        onTyped={(text) => set({ text })}
      />
      {mayReadUsers && <UserSelect label="User" value={filter.user} onChange={(user) => set({ user })} />}
      <NativeSelect
        label="What"
        data={ownKind ? [...areas, { value: filter.kind ?? '', label: filter.kind ?? '' }] : areas}
        value={filter.kind ?? ''}
        onChange={(event) => set({ kind: event.currentTarget.value })}
      />
      <NativeSelect
        label="How it went"
        data={[
          { value: '', label: 'Any' },
          { value: 'failure', label: 'Refused or failed' },
          { value: 'success', label: 'Done' },
        ]}
        value={filter.outcome ?? ''}
        onChange={(event) => set({ outcome: event.currentTarget.value })}
      />
      <Typed
        label="Network address"
        placeholder="192.0.2.7"
        text={filter.address ?? ''}
        onTyped={(address) => set({ address })}
      />
      <TextInput
        type="date"
        label="From"
        value={filter.from ?? ''}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label="Until"
        value={filter.until ?? ''}
        onChange={(event) => set({ until: event.currentTarget.value })}
      />
      {Object.keys(filter).length > 0 && (
        <Button variant="subtle" className={classes.clear ?? ''} onClick={() => onChange(empty)}>
          Clear the filters
        </Button>
      )}
    </search>
  );
}

const empty: Record<keyof AuditFilter, undefined> = {
  text: undefined,
  user: undefined,
  kind: undefined,
  outcome: undefined,
  address: undefined,
  from: undefined,
  until: undefined,
};

type FieldProps = { label: string } & Pick<
  ComponentProps<typeof TextInput>,
  'type' | 'placeholder' | 'className' | 'leftSection'
>;

/** Types ahead of the list: the filter follows when the reader pauses. */
function Typed({ text, onTyped, ...field }: FieldProps & { text: string; onTyped: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  const [known, setKnown] = useState(text);
  const send = useDebouncedCallback((value: string) => onTyped(value.trim()), 300);
  if (text !== known) {
    setKnown(text);
    if (text !== typed.trim()) setTyped(text);
  }
  const type = (value: string) => {
    setTyped(value);
    send(value);
  };
  return (
    <TextInput
      {...field}
      rightSection={
        typed && <CloseButton size="sm" aria-label={`Clear ${field.label}`} onClick={() => type('')} />
      }
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}
