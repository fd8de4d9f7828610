import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Group } from '@sallyport/contract/groups.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import classes from '../../console/options.module.css';
import { asking } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';
import { ChangeImpact } from '../preview/ChangeImpact.tsx';

interface Option {
  value: string;
  label: string;
}

/** Finds users by name and puts them into a group. */
export function AddMembers({ group, onDone }: { group: Group; onDone: () => void }) {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 250);
  const [chosen, setChosen] = useState<readonly Option[]>([]);
  const found = useQuery(asking('GET /users', { query: { q, limit: 20 } }));
  const options = (found.data?.items ?? [])
    .filter(({ groups }) => !groups.some(({ id }) => id === group.id))
    .map((user) => ({ value: user.id, label: `${user.displayName} (${user.username})` }));
  const data = [
    ...options,
    ...chosen.filter(({ value }) => !options.some((option) => option.value === value)),
  ];
  const add = useAct(
    () =>
      request('POST /groups/:id/members', {
        params: { id: group.id },
        body: { add: chosen.map(({ value }) => value) },
      }),
    { afterwards: onDone },
  );
  return (
    <ActForm
      act={add}
      onSubmit={() => add.run()}
      submit={chosen.length > 1 ? `Add ${chosen.length} members` : 'Add'}
      submitProps={{ disabled: chosen.length === 0 }}
      onCancel={onDone}
    >
      <MultiSelect
        label="Users"
        description="Type a part of a name or e-mail address."
        data-autofocus
        searchable
        filter={({ options: all }) => all}
        nothingFoundMessage={found.isFetching ? 'Searching…' : 'Nobody found who is not a member already'}
        data={data}
        value={chosen.map(({ value }) => value)}
        onChange={(ids) => setChosen(data.filter(({ value }) => ids.includes(value)))}
        searchValue={typed}
        withScrollArea={false}
        classNames={{ options: classes.options ?? '' }}
        onSearchChange={setTyped}
      />
      {chosen.length > 0 && (
        <ChangeImpact
          change={{ change: 'members', groupId: group.id, add: chosen.map(({ value }) => value) }}
        />
      )}
    </ActForm>
  );
}
