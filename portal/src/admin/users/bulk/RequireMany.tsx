import { NumberInput, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { ActForm } from '../../../console/ActForm.tsx';
import { request } from '../../../console/request.ts';
import { fieldErrors } from '../../../ui/problem.ts';
import { ChangeImpact } from '../../preview/ChangeImpact.tsx';
import { people } from '../../requirement/preview-words.ts';
import { type Selection, sizeOf, wireSelection } from '../selection.ts';
import { useBulk } from './use-bulk.ts';

interface Props {
  selection: Selection;
  onDone: () => void;
}

/** Requires 2FA of all selected users by name, each with a period of so many days. */
export function RequireMany({ selection, onDone }: Props) {
  const [days, setDays] = useState<number | string>(7);
  const [settled] = useDebouncedValue(days, 400);
  const act = useBulk(
    () => request('POST /users/2fa/require', { body: { ...wireSelection(selection), days: Number(days) } }),
    onDone,
  );
  return (
    <ActForm
      act={act}
      onSubmit={() => act.run()}
      submit={`Require 2FA of ${people(sizeOf(selection))}`}
      onCancel={onDone}
      fields={['days']}
    >
      <NumberInput
        label="Enrollment period, in days"
        description="From 1 to 365. Whoever has a period by name already keeps its deadline."
        min={1}
        max={365}
        allowDecimal={false}
        clampBehavior="none"
        data-autofocus
        value={days}
        onChange={setDays}
        error={fieldErrors(act.error).days}
      />
      {isPossible(settled) && (
        <ChangeImpact change={{ change: 'require', ...wireSelection(selection), days: settled }} />
      )}
      <Text size="sm" c="dimmed">
        They are required by name, until you take it back on their own pages; what the rules say for everyone
        and for groups stays as it is.
      </Text>
    </ActForm>
  );
}

const isPossible = (days: number | string): days is number =>
  typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= 365;
