import { Text } from '@mantine/core';
import { ActForm } from '../../../console/ActForm.tsx';
import { request } from '../../../console/request.ts';
import { people } from '../../requirement/preview-words.ts';
import { type Selection, sizeOf, wireSelection } from '../selection.ts';
import { useBulk } from './use-bulk.ts';
import { useHowMany } from './use-how-many.ts';

interface Props {
  selection: Selection;
  onDone: () => void;
}

/** Mails selected users that 2FA is to be set up, and by when. */
export function RemindMany({ selection, onDone }: Props) {
  const reminded = useHowMany(selection, {
    statuses: ['not-enrolled', 'in-enrollment-period', 'pre-enrollment'],
    state: 'active',
  });
  const act = useBulk(() => request('POST /users/2fa/remind', { body: wireSelection(selection) }), onDone);
  return (
    <ActForm act={act} onSubmit={() => act.run()} submit="Send the reminders" onCancel={onDone}>
      <Text fw={600} role="status">
        {reminded === undefined
          ? 'Counting who is reminded…'
          : `${people(reminded)} of the ${sizeOf(selection).toLocaleString('en')} selected ${reminded === 1 ? 'is' : 'are'} reminded.`}
      </Text>
      <Text size="sm">
        Each gets a mail that says how to set up 2FA, and by when. Left out, and listed with the job, are
        those who have set it up, have not activated their account, are suspended, or are past their deadline.
      </Text>
    </ActForm>
  );
}
