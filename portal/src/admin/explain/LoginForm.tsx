import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { UserSelect } from '../users/UserSelect.tsx';
import classes from './LoginForm.module.css';
import {
  type ExplainView,
  fromLocalField,
  readExplainView,
  resourceKinds,
  resourceNames,
  toLocalField,
} from './login.ts';

/** Whose faults it shows. */
export const formFields = ['resource.id', 'address', 'at'] as const;

interface Props {
  view: ExplainView;
  /** What the server says about fields. */
  faults: Readonly<Record<string, string>>;
  onChange: (view: ExplainView) => void;
}

/** Who logs in where, from where, and when. A user is enough. */
export function LoginForm({ view, faults, onChange }: Props) {
  const [draft, setDraft] = useState(view);
  const [time, setTime] = useState(toLocalField(view.at));
  const set = (change: { [name in keyof ExplainView]?: string | undefined }) =>
    setDraft(readExplainView({ ...draft, ...change }));
  const submit = (draft: ExplainView) => {
    const at = fromLocalField(time);
    onChange(readExplainView({ ...draft, at }));
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit(draft);
      }}
    >
      <div className={classes.fields}>
        <UserSelect
          label="User"
          value={draft.user}
          onChange={(user) => submit(readExplainView({ ...draft, user }))}
        />
        <NativeSelect
          label="Signing in to"
          data={resourceKinds.map((kind) => ({ value: kind, label: resourceNames[kind] }))}
          value={draft.kind ?? 'portal'}
          onChange={(event) => set({ kind: event.currentTarget.value, resource: undefined })}
        />
        {draft.kind !== undefined && (
          <TextInput
            label="Which one"
            placeholder="Any of them"
            defaultValue={draft.resource ?? ''}
            onChange={(event) => set({ resource: event.currentTarget.value })}
            error={faults['resource.id']}
          />
        )}
        <TextInput
          label="Network address"
          placeholder="Not known"
          autoComplete="off"
          spellCheck={false}
          defaultValue={draft.address ?? ''}
          onChange={(event) => set({ address: event.currentTarget.value })}
          error={faults.address}
        />
        <TextInput
          type="datetime-local"
          label="At (now if left empty)"
          value={time}
          onChange={(event) => setTime(event.currentTarget.value)}
          error={faults.at}
        />
      </div>
      <div className={classes.actions}>
        <Checkbox
          label="From a remembered device"
          checked={draft.remembered === 'yes'}
          onChange={(event) => set({ remembered: event.currentTarget.checked ? 'yes' : undefined })}
        />
        <Button type="submit" disabled={draft.user === undefined}>
          Explain
        </Button>
      </div>
    </form>
  );
}
