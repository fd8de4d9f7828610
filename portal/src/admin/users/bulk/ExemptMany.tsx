import { Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ActForm } from '../../../console/ActForm.tsx';
import { request } from '../../../console/request.ts';
import { fieldErrors } from '../../../ui/problem.ts';
import { endOfDay, isAhead } from '../../exemptions/days.ts';
import { ChangeImpact } from '../../preview/ChangeImpact.tsx';
import { people } from '../../requirement/preview-words.ts';
import { type Selection, sizeOf, wireSelection } from '../selection.ts';
import { UserSelect } from '../UserSelect.tsx';
import { useBulk } from './use-bulk.ts';

interface Props {
  selection: Selection;
  onDone: () => void;
}

/** Requires nothing of the selected users until a day. */
export function ExemptMany({ selection, onDone }: Props) {
  const [owner, setOwner] = useState<string>();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const act = useBulk(() => {
    const body = { ...wireSelection(selection), ownerId: owner ?? '', reason, until: endOfDay(until) };
    return request('POST /users/2fa/exempt', { body });
  }, onDone);
  const faults = fieldErrors(act.error);
  return (
    <ActForm
      act={act}
      onSubmit={() => act.run()}
      submit={`Exempt ${people(sizeOf(selection))}`}
      dangerous
      onCancel={onDone}
      fields={['reason', 'until', 'ownerId']}
    >
      <Text size="sm">
        Nothing is required of them until that day; a password alone lets them in. Administrators stay
        required.
      </Text>
      <Textarea
        label="Why"
        autosize
        minRows={2}
        maxLength={1000}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={faults.reason}
      />
      <TextInput
        type="date"
        label="Until the end of"
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
        error={faults.until}
      />
      {isAhead(until) && (
        <ChangeImpact change={{ change: 'exemption', ...wireSelection(selection), until: endOfDay(until) }} />
      )}
      <UserSelect
        label="Who answers for it"
        placeholder="Choose a user"
        activeOnly
        value={owner}
        onChange={setOwner}
        error={faults.ownerId}
      />
    </ActForm>
  );
}
