import { Text } from '@mantine/core';
import { useState } from 'react';
import { ActForm } from '../../../console/ActForm.tsx';
import { request } from '../../../console/request.ts';
import { fieldErrors } from '../../../ui/problem.ts';
import { people } from '../../requirement/preview-words.ts';
import { IdentityFields, identityFields, unverified } from '../../user/IdentityFields.tsx';
import { type Selection, sizeOf, wireSelection } from '../selection.ts';
import { useBulk } from './use-bulk.ts';
import { useHowMany } from './use-how-many.ts';

interface Props {
  selection: Selection;
  onDone: () => void;
}

/** Voids the factors of all selected users. */
export function ResetMany({ selection, onDone }: Props) {
  const [identity, setIdentity] = useState(unverified);
  const enrolled = useHowMany(selection, { statuses: ['enrolled'] });
  const act = useBulk(
    () => request('POST /users/2fa/reset', { body: { ...wireSelection(selection), ...identity } }),
    onDone,
  );
  return (
    <ActForm
      act={act}
      onSubmit={() => act.run()}
      submit={`Reset 2FA of ${people(sizeOf(selection))}`}
      dangerous
      onCancel={onDone}
      fields={identityFields}
    >
      <Text fw={600} role="status">
        {enrolled === undefined
          ? 'Counting who has something to reset…'
          : `${people(enrolled)} of the ${sizeOf(selection).toLocaleString('en')} selected ${enrolled === 1 ? 'is' : 'are'} enrolled.`}
      </Text>
      <Text size="sm">
        All their authenticators and backup codes stop working, and all their sessions end. Each gets a mail.
        Left out, and listed with the job, are those who have set up nothing, and administrators who may do
        more than you.
      </Text>
      <IdentityFields identity={identity} onChange={setIdentity} faults={fieldErrors(act.error)} />
    </ActForm>
  );
}
