import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import type { Role } from '@sallyport/contract/vocabulary.ts';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';
import { fieldErrors } from '../../ui/problem.ts';
import { roleDescriptions, roleNames, roles } from '../roles.ts';

/** Makes a token; `onMade` gets its secret, which is known this once. */
export function CreateToken({ onMade, onCancel }: { onMade: (token: string) => void; onCancel: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('auditor');
  const [days, setDays] = useState<number | string>(90);
  const create = useAct(() => request('POST /tokens', { body: { name, role, days: Number(days) } }), {
    afterwards: ({ token }) => onMade(token),
  });
  const faults = fieldErrors(create.error);
  return (
    <ActForm
      act={create}
      onSubmit={() => create.run()}
      submit="Create"
      onCancel={onCancel}
      fields={['name', 'role', 'days']}
    >
      <TextInput
        label="Name"
        description="What it is for, e.g. HR sync"
        required
        withAsterisk={false}
        data-autofocus
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={faults.name}
      />
      <NativeSelect
        label="Role"
        description={roleDescriptions[role]}
        data={roles.map((known) => ({ value: known, label: roleNames[known] }))}
        value={role}
        onChange={(event) => setRole(roles.find((known) => known === event.currentTarget.value) ?? 'auditor')}
        error={faults.role}
      />
      <NumberInput
        label="Days until it ends"
        min={1}
        max={365}
        allowDecimal={false}
        value={days}
        onChange={setDays}
        error={faults.days}
      />
    </ActForm>
  );
}
