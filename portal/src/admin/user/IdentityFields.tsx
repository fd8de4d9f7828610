import { Textarea, TextInput } from '@mantine/core';

/** How somebody made sure whom they help; goes to the audit log. */
export interface Identity {
  identityVerifiedBy: string;
  note: string;
}

export const unverified: Identity = { identityVerifiedBy: '', note: '' };
export const identityFields = ['identityVerifiedBy', 'note'] as const;

interface Props {
  identity: Identity;
  onChange: (identity: Identity) => void;
  faults: Readonly<Record<string, string>>;
}

export function IdentityFields({ identity, onChange, faults }: Props) {
  return (
    <>
      <TextInput
        label="How did you make sure that it is them?"
        description="For example: called back on the number in the staff directory. Kept in the audit log."
        required
        withAsterisk={false}
        data-autofocus
        maxLength={200}
        value={identity.identityVerifiedBy}
        onChange={(event) => onChange({ ...identity, identityVerifiedBy: event.currentTarget.value })}
        error={faults.identityVerifiedBy}
      />
      <Textarea
        label="Note"
        description="If you like: what happened, a ticket number."
        autosize
        minRows={2}
        maxLength={2000}
        value={identity.note}
        onChange={(event) => onChange({ ...identity, note: event.currentTarget.value })}
        error={faults.note}
      />
    </>
  );
}
