import { Checkbox, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { request } from '../../console/request.ts';
import { useMay } from '../../console/session.tsx';
import { useAct } from '../../console/use-act.ts';
import { fieldErrors } from '../../ui/problem.ts';
import { GroupsSelect } from '../groups/GroupSelect.tsx';
import { draftOf, inputOf } from '../requirement/draft.ts';
import { StrengthFields } from '../requirement/StrengthFields.tsx';

/** Creates a user, who activates the account by a link. */
export function CreateUser({ onDone }: { onDone: () => void }) {
  const navigate = useNavigate();
  const mayRequire = useMay('requirements:write');
  const [person, setPerson] = useState({ username: '', displayName: '', email: '' });
  const [groups, setGroups] = useState<{ id: string; name: string }[]>([]);
  const [draft, setDraft] = useState(draftOf({ strength: 'none' }));
  const [sendActivation, setSendActivation] = useState(true);

  const create = useAct(
    () => {
      const requirement = inputOf(draft);
      return request('POST /users', {
        body: {
          ...person,
          groups: groups.map(({ id }) => id),
          sendActivation,
          ...(requirement && { requirement }),
        },
      });
    },
    {
      said: ({ displayName }) => `${displayName} was created.`,
      afterwards: ({ id }) => {
        onDone();
        void navigate({ to: '/admin/users/$id', params: { id } });
      },
    },
  );
  const faults = fieldErrors(create.error);
  const field = (name: keyof typeof person) => ({
    value: person[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setPerson((before) => ({ ...before, [name]: value }));
    },
    error: faults[name],
    autoComplete: 'off',
    required: true,
    withAsterisk: false,
  });

  return (
    <ActForm
      act={create}
      onSubmit={() => create.run()}
      submit="Create"
      onCancel={onDone}
      fields={['username', 'displayName', 'email', 'groups', 'requirement.days']}
    >
      <TextInput
        label="Full name"
        description="As people call them"
        data-autofocus
        {...field('displayName')}
      />
      <TextInput label="User name" description="What they type to sign in" {...field('username')} />
      <TextInput label="E-mail address" type="email" {...field('email')} />
      <GroupsSelect label="Groups" value={groups} onChange={setGroups} error={faults.groups} />
      {mayRequire && (
        <StrengthFields
          label="2FA of this user"
          noneLabel="What the rules for everyone and for their groups say"
          draft={draft}
          onChange={setDraft}
          daysError={faults['requirement.days']}
        />
      )}
      <Checkbox
        label="Mail the activation link now"
        checked={sendActivation}
        onChange={(event) => setSendActivation(event.currentTarget.checked)}
      />
    </ActForm>
  );
}
