import { TextInput } from '@mantine/core';
import type { User } from '@sallyport/contract/users.ts';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';
import { fieldErrors } from '../../ui/problem.ts';
import { GroupsSelect } from '../groups/GroupSelect.tsx';

/** Names, address and groups of a user. */
export function EditUser({ user, onDone }: { user: User; onDone: () => void }) {
  const [displayName, setDisplayName] = useState(user.displayName);
  const [username, setUsername] = useState(user.username);
  const [email, setEmail] = useState(user.email);
  const [groups, setGroups] = useState(user.groups);
  const save = useAct(
    () =>
      request('PATCH /users/:id', {
        params: { id: user.id },
        body: { displayName, username, email, groups: groups.map(({ id }) => id) },
      }),
    { said: 'Saved.', afterwards: onDone },
  );
  const faults = fieldErrors(save.error);
  return (
    <ActForm
      act={save}
      onSubmit={() => save.run()}
      submit="Save"
      onCancel={onDone}
      fields={['displayName', 'username', 'email', 'groups']}
    >
      <TextInput
        label="Full name"
        data-autofocus
        value={displayName}
        onChange={(event) => setDisplayName(event.currentTarget.value)}
        error={faults.displayName}
      />
      <TextInput
        label="User name"
        value={username}
        onChange={(event) => setUsername(event.currentTarget.value)}
        error={faults.username}
      />
      <TextInput
        label="E-mail address"
        type="email"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={faults.email}
      />
      <GroupsSelect label="Groups" value={groups} onChange={setGroups} error={faults.groups} />
    </ActForm>
  );
}
