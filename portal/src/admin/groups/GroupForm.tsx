import { Textarea, TextInput } from '@mantine/core';
import type { Group } from '@sallyport/contract/groups.ts';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { useAct } from '../../console/use-act.ts';
import { fieldErrors } from '../../ui/problem.ts';

interface Values {
  name: string;
  description: string;
}

interface Props {
  initial?: Values;
  submit: string;
  save: (values: Values) => Promise<Group>;
  onSaved: (group: Group) => void;
  onCancel: () => void;
}

/** Name and description of a new group or an old one. */
export function GroupForm({ initial, submit, save, onSaved, onCancel }: Props) {
  const [name, setName] = useState(initial?.name ?? '');
  const [description, setDescription] = useState(initial?.description ?? '');
  const act = useAct(() => save({ name, description }), { afterwards: onSaved });
  const faults = fieldErrors(act.error);
  return (
    <ActForm
      act={act}
      onSubmit={() => act.run()}
      submit={submit}
      onCancel={onCancel}
      fields={['name', 'description']}
    >
      <TextInput
        label="Name"
        required
        withAsterisk={false}
        data-autofocus
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={faults.name}
      />
      <Textarea
        label="Description"
        autosize
        minRows={2}
        maxLength={500}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
        error={faults.description}
      />
    </ActForm>
  );
}
