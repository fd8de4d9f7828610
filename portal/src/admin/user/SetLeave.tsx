import { Text, TextInput } from '@mantine/core';
import type { User } from '@sallyport/contract/users.ts';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';
import { fieldErrors } from '../../ui/problem.ts';

/** The local date of a time, as a date field wants it. */
const asDate = (iso: string | undefined): string => (iso ? new Date(iso).toLocaleDateString('sv-SE') : '');

/** Until when somebody is away: deadlines wait for them. */
export function SetLeave({ user, onDone }: { user: User; onDone: () => void }) {
  const [lastDay, setLastDay] = useState(asDate(user.onLeaveUntil));
  const save = useAct(
    () =>
      request('PATCH /users/:id', {
        params: { id: user.id },
        body: { onLeaveUntil: lastDay === '' ? null : lastDay },
      }),
    {
      said: ({ displayName, onLeaveUntil }) =>
        onLeaveUntil ? `${displayName} is noted as being on leave.` : `${displayName} is back.`,
      afterwards: onDone,
    },
  );
  return (
    <ActForm act={save} onSubmit={() => save.run()} submit="Save" onCancel={onDone} fields={['onLeaveUntil']}>
      <Text size="sm">
        Nobody is locked out while away: a deadline during the leave, or soon after it, moves to a week after
        the return (or as many days as the rule gives, if fewer). Reminders wait until then. Signing in is not
        blocked, and no deadline ever becomes earlier.
      </Text>
      <TextInput
        type="date"
        label="Last day of leave"
        description="Empty: back again."
        data-autofocus
        value={lastDay}
        onChange={(event) => setLastDay(event.currentTarget.value)}
        error={fieldErrors(save.error).onLeaveUntil}
      />
    </ActForm>
  );
}
