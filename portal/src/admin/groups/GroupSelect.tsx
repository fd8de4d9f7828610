import { MultiSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import classes from '../../console/options.module.css';
import { asking } from '../../console/queries.ts';

interface Option {
  value: string;
  label: string;
}

/** Groups whose name contains what was typed, besides those that are chosen and must keep their names. */
function useGroupOptions(typed: string, chosen: readonly Option[]): Option[] {
  const [q] = useDebouncedValue(typed, 250);
  const groups = useQuery(asking('GET /groups', { query: { q, limit: 50 } }));
  const found = (groups.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return [...found, ...chosen.filter(({ value }) => !found.some((option) => option.value === value))];
}

interface OneProps {
  label: string;
  /** Id. */
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}

/** Chooses one group, or any. */
export function GroupSelect({ label, value, onChange }: OneProps) {
  const [typed, setTyped] = useState('');
  const current = useQuery({
    ...asking('GET /groups/:id', { params: { id: value ?? '' } }),
    enabled: !!value,
  });
  const chosen = value ? [{ value, label: current.data?.name ?? '…' }] : [];
  const data = useGroupOptions(chosen.some((option) => option.label === typed) ? '' : typed, chosen);
  return (
    <Select
      label={label}
      placeholder="Any"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Any group' }}
      nothingFoundMessage="No such group"
      data={data}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      searchValue={typed}
      withScrollArea={false}
      classNames={{ options: classes.options ?? '' }}
      onSearchChange={setTyped}
    />
  );
}

interface ManyProps {
  label: string;
  description?: ReactNode;
  /** Ids with names. */
  value: readonly { id: string; name: string }[];
  onChange: (groups: { id: string; name: string }[]) => void;
  error?: ReactNode;
}

/** Chooses any number of groups. */
export function GroupsSelect({ label, description, value, onChange, error }: ManyProps) {
  const [typed, setTyped] = useState('');
  const data = useGroupOptions(
    typed,
    value.map(({ id, name }) => ({ value: id, label: name })),
  );
  const nameOf = (id: string) => data.find((option) => option.value === id)?.label ?? id;
  return (
    <MultiSelect
      label={label}
      description={description}
      searchable
      nothingFoundMessage="No such group"
      data={data}
      value={value.map(({ id }) => id)}
      onChange={(ids) => onChange(ids.map((id) => ({ id, name: nameOf(id) })))}
      searchValue={typed}
      withScrollArea={false}
      classNames={{ options: classes.options ?? '' }}
      onSearchChange={setTyped}
      error={error}
    />
  );
}
