import { TextInput } from '@mantine/core';
import type { Authenticator } from '@sallyport/contract/me.ts';
import { useState } from 'react';
import { ActForm } from '../console/ActForm.tsx';
import { request } from '../console/request.ts';
import { useAct } from '../console/use-act.ts';
import { fieldErrors } from '../ui/problem.ts';

export function RenameAuthenticator({
  authenticator,
  onDone,
}: {
  authenticator: Authenticator;
  onDone: () => void;
}) {
  const [name, setName] = useState(authenticator.name);
  const rename = useAct(
    () => request('PATCH /me/authenticators/:id', { params: { id: authenticator.id }, body: { name } }),
    { afterwards: onDone },
  );
  return (
    <ActForm act={rename} onSubmit={() => rename.run()} submit="Save" onCancel={onDone} fields={['name']}>
      <TextInput
        label="Name"
        description="So that you can tell your devices apart."
        data-autofocus
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={fieldErrors(rename.error).name}
      />
    </ActForm>
  );
}
