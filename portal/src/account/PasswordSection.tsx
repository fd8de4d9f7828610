import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { ActForm } from '../console/ActForm.tsx';
import { DialogButton } from '../console/DialogButton.tsx';
import { request } from '../console/request.ts';
import { Section } from '../console/Section.tsx';
import { useAct } from '../console/use-act.ts';
import { fieldErrors } from '../ui/problem.ts';

/** Changing one's password. */
export function PasswordSection({ username }: { username: string }) {
  return (
    <Section
      title="Password"
      about="At least 12 characters. Several words that do not belong together make a good one."
      actions={
        <DialogButton label="Change the password" variant="default">
          {(close) => <ChangePassword username={username} onDone={close} />}
        </DialogButton>
      }
    />
  );
}

function ChangePassword({ username, onDone }: { username: string; onDone: () => void }) {
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const change = useAct(() => request('PUT /me/password', { body: { currentPassword, newPassword } }), {
    said: 'Your password was changed.',
    afterwards: onDone,
  });
  const faults = fieldErrors(change.error);
  return (
    <ActForm
      act={change}
      onSubmit={() => change.run()}
      submit="Change it"
      onCancel={onDone}
      fields={['currentPassword', 'newPassword']}
    >
      <input type="text" autoComplete="username" value={username} readOnly hidden />
      <PasswordInput
        label="Current password"
        autoComplete="current-password"
        data-autofocus
        value={currentPassword}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        error={faults.currentPassword}
      />
      <PasswordInput
        label="New password"
        description="At least 12 characters"
        autoComplete="new-password"
        value={newPassword}
        onChange={(event) => setNew(event.currentTarget.value)}
        error={faults.newPassword}
      />
    </ActForm>
  );
}
