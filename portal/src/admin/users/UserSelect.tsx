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
}

/** Chooses one user by a part of their name, or any. */
export function UserSelect({ label, value, onChange, placeholder = 'Any', description, error }: Props) {
  const [typed, setTyped] = useState('');
  const current = useQuery({
    ...asking('GET /users/:id', { params: { id: value ?? '' } }),
    enabled: !!value,
  });
  const chosen = value ? [{ value, label: current.data?.username ?? '…' }] : [];
  const [q] = useDebouncedValue(chosen.some((option) => option.label === typed) ? '' : typed.trim(), 250);
  const users = useQuery(asking('GET /users', { query: { q, limit: 20 } }));
  const found = (users.data?.items ?? []).map(({ id, username }) => ({ value: id, label: username }));
  return (
    <Select
      label={label}
      placeholder={placeholder}
      description={description}
      error={error}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Any user' }}
      filter={({ options }) => options}
      nothingFoundMessage={users.isFetching ? 'Searching…' : 'Nobody found'}
      data={[...found, ...chosen.filter(({ value: id }) => !found.some((option) => option.value === id))]}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      searchValue={typed}
      withScrollArea={false}
      classNames={{ options: classes.options ?? '' }}
      onSearchChange={setTyped}
    />
  );
}
