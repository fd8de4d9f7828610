import { NativeSelect, TextInput } from '@mantine/core';
import type { User } from '@sallyport/contract/users.ts';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';
import { fieldErrors } from '../../ui/problem.ts';
import { GroupsSelect } from '../groups/GroupSelect.tsx';
import { languageNames, languages } from '../mail-texts/languages.ts';

/** Names, address and groups of a user. */
export function EditUser({ user, onDone }: { user: User; onDone: () => void }) {
  const [displayName, setDisplayName] = useState(user.displayName);
  const [username, setUsername] = useState(user.username);
  const [email, setEmail] = useState(user.email);
  const [groups, setGroups] = useState(user.groups);
  const [language, setLanguage] = useState(user.language);
  const save = useAct(
    () =>
      request('PATCH /users/:id', {
        params: { id: user.id },
        body: {
          displayName,
          username,
          email,
          groups: groups.map(({ id }) => id),
          language: language ?? null,
        },
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
      fields={['displayName', 'username', 'email', 'groups', 'language']}
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
      <NativeSelect
        label="Language of mails"
        data={[
          { value: '', label: 'As the organisation has it' },
          ...languages.map((value) => ({ value, label: languageNames[value] })),
        ]}
        value={language ?? ''}
        onChange={(event) => setLanguage(languages.find((known) => known === event.currentTarget.value))}
        error={faults.language}
      />
      <GroupsSelect label="Groups" value={groups} onChange={setGroups} error={faults.groups} />
    </ActForm>
  );
}
