import { CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../../console/session.tsx';
import { statuses, statusNames } from '../../console/two-factor.ts';
import { methodNames } from '../../ui/methods.ts';
import { GroupSelect } from '../groups/GroupSelect.tsx';
import { readUserFilter, type UserFilter } from './filter.ts';
import classes from './UserFilters.module.css';

interface Props {
  filter: UserFilter;
  onChange: (filter: UserFilter) => void;
}

const any = { value: '', label: 'Any' };

/** The filters of the users list; all that are set must hold. */
export function UserFilters({ filter, onChange }: Props) {
  const mayReadGroups = useMay('groups:read');
  const set = (change: Partial<Record<keyof UserFilter, string | undefined>>) =>
    onChange(readUserFilter({ ...filter, ...change }));
  const choice = (field: keyof UserFilter) => ({
    value: filter[field] ?? '',
    onChange: (event: { currentTarget: { value: string } }) => set({ [field]: event.currentTarget.value }),
  });

  return (
    <search className={classes.filters} aria-label="Filter the users">
      <SearchField text={filter.q ?? ''} onChange={(q) => set({ q })} />
      <NativeSelect
        label="2FA status"
        data={[any, ...statuses.map((status) => ({ value: status, label: statusNames[status] }))]}
        {...choice('status')}
      />
      <NativeSelect
        label="2FA required"
        data={[any, { value: 'true', label: 'Required' }, { value: 'false', label: 'Not required' }]}
        {...choice('required')}
      />
      {mayReadGroups && (
        <GroupSelect label="Group" value={filter.group} onChange={(group) => set({ group })} />
      )}
      <NativeSelect
        label="Has set up"
        data={[
          any,
          { value: 'totp', label: methodNames.totp },
          { value: 'webauthn', label: methodNames.webauthn },
        ]}
        {...choice('method')}
      />
      <NativeSelect
        label="Account"
        data={[
          any,
          { value: 'active', label: 'Active' },
          { value: 'staged', label: 'Not activated' },
          { value: 'suspended', label: 'Suspended' },
        ]}
        {...choice('state')}
      />
    </search>
  );
}

/** Types ahead of the list: the filter follows when the reader pauses. */
function SearchField({ text, onChange }: { text: string; onChange: (text: string | undefined) => void }) {
  const [typed, setTyped] = useState(text);
  const [known, setKnown] = useState(text);
  const send = useDebouncedCallback((value: string) => onChange(value.trim() || undefined), 300);
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
      type="search"
      label="Name or e-mail address"
      className={classes.search ?? ''}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={typed && <CloseButton size="sm" aria-label="Clear the search" onClick={() => type('')} />}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}
