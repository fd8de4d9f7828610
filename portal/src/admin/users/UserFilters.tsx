import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../../console/session.tsx';
import { statuses, statusNames } from '../../console/two-factor.ts';
import { methodNames } from '../../ui/methods.ts';
import { GroupSelect } from '../groups/GroupSelect.tsx';
import { roleNames } from '../roles.ts';
import { readUserFilter, type UserFilter } from './filter.ts';
import classes from './UserFilters.module.css';

interface Props {
  filter: UserFilter;
  onChange: (filter: UserFilter) => void;
}

const any = { value: '', label: 'Any' };
const methodChoices = [
  any,
  { value: 'totp', label: methodNames.totp },
  { value: 'webauthn', label: methodNames.webauthn },
];
const roleChoices = [
  any,
  { value: 'none', label: 'No role' },
  { value: 'any', label: 'Any administrator' },
  ...Object.entries(roleNames).map(([value, label]) => ({ value, label })),
];

/** Those that are not always there to be seen. */
const further = ['lacks', 'role', 'backupCodes', 'lastSignInBefore', 'exempt'] as const;

/** The filters of the users list; all that are set must hold. */
export function UserFilters({ filter, onChange }: Props) {
  const mayReadGroups = useMay('groups:read');
  const mayReadExemptions = useMay('exemptions:read');
  const used = further.filter((name) => filter[name] !== undefined).length;
  const [more, setMore] = useState(used > 0);
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
      <NativeSelect label="Has set up" data={methodChoices} {...choice('method')} />
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
      {more && (
        <>
          <NativeSelect label="Has not set up" data={methodChoices} {...choice('lacks')} />
          <NativeSelect label="Role" data={roleChoices} {...choice('role')} />
          <NativeSelect
            label="Backup codes left"
            data={[any, { value: 'none', label: 'None' }, { value: 'few', label: 'At most 3' }]}
            {...choice('backupCodes')}
          />
          <TextInput
            type="date"
            label="Last sign-in before"
            value={filter.lastSignInBefore ?? ''}
            onChange={(event) => set({ lastSignInBefore: event.currentTarget.value })}
          />
          {mayReadExemptions && (
            <NativeSelect
              label="Exemption"
              data={[any, { value: 'true', label: 'Exempt' }, { value: 'false', label: 'Not exempt' }]}
              {...choice('exempt')}
            />
          )}
        </>
      )}
      <Button
        variant="subtle"
        size="sm"
        className={classes.more ?? ''}
        leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
        aria-expanded={more}
        onClick={() => setMore(!more)}
      >
        {more ? 'Fewer filters' : used > 0 ? `More filters (${used} set)` : 'More filters'}
      </Button>
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
