import { Radio, Stack } from '@mantine/core';
import type { User } from '@sallyport/contract/users.ts';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';
import { roleDescriptions, roleNames, roles } from '../roles.ts';

/** Gives or takes an administrator's role. */
export function ChangeRole({ user, onDone }: { user: User; onDone: () => void }) {
  const [role, setRole] = useState(user.role);
  const change = useAct(() => request('PUT /users/:id/role', { params: { id: user.id }, body: { role } }), {
    said: role
      ? `${user.displayName} has the role ${roleNames[role]}.`
      : `${user.displayName} has no role any more.`,
    afterwards: onDone,
  });
  return (
    <ActForm
      act={change}
      onSubmit={() => change.run()}
      submit="Save"
      submitProps={{ disabled: role === user.role }}
      onCancel={onDone}
    >
      <Radio.Group
        label="Role"
        description="Whoever has one must use 2FA, always."
        value={role ?? 'none'}
        onChange={(chosen) => setRole(roles.find((known) => known === chosen) ?? null)}
      >
        <Stack gap="sm" mt="xs">
          <Radio value="none" label="None" description="An ordinary user." />
          {roles.map((known) => (
            <Radio key={known} value={known} label={roleNames[known]} description={roleDescriptions[known]} />
          ))}
        </Stack>
      </Radio.Group>
    </ActForm>
  );
}
