import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import classes from '../../console/options.module.css';
import { asking } from '../../console/queries.ts';

interface Props {
  label: string;
  /** Id. */
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  placeholder?: string;
  description?: string;
  error?: string | undefined;
  /** Offers nobody who cannot sign in. */
  activeOnly?: boolean;
}

/** Chooses one user by a part of their name, or any. */
export function UserSelect({
  label,
  value,
  onChange,
  placeholder = 'Any',
  description,
  error,
  activeOnly = false,
}: Props) {
  const [typed, setTyped] = useState('');
  const current = useQuery({
    ...asking('GET /users/:id', { params: { id: value ?? '' } }),
    enabled: !!value,
  });
  const chosen = value ? [{ value, label: current.data?.username ?? '…' }] : [];
  const [q] = useDebouncedValue(chosen.some((option) => option.label === typed) ? '' : typed.trim(), 250);
  const users = useQuery(
    asking('GET /users', { query: { q, limit: 20, ...(activeOnly && { state: 'active' }) } }),
  );
  const found = (users.data?.items ?? []).map(({ id, username }) => ({ value: id, label: username }));
  const data = [...found, ...chosen.filter(({ value: id }) => !found.some((option) => option.value === id))];
  return (
    <Select
      label={label}
      placeholder={placeholder}
      description={description}
      error={error}
      searchable
      allowDeselect={false}
      // What is typed takes the place of the name that stands there.
      onFocus={(event) => event.currentTarget.select()}
      clearable
      clearButtonProps={{ 'aria-label': 'Any user' }}
      filter={({ options }) => options}
      nothingFoundMessage={users.isFetching ? 'Searching…' : 'Nobody found'}
      data={data}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      // Also when it is the one who was chosen before, which is no change.
      onOptionSubmit={(id) => setTyped(data.find((option) => option.value === id)?.label ?? '')}
      searchValue={typed}
      withScrollArea={false}
      classNames={{ options: classes.options ?? '' }}
      onSearchChange={setTyped}
    />
  );
}
