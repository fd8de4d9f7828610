import { Radio, Stack } from '@mantine/core';
import type { LapsedPeriods, User } from '@sallyport/contract/users.ts';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';

/** Lets a suspended user in again, and says what becomes of a deadline that passed meanwhile. */
export function Reactivate({ user, onDone }: { user: User; onDone: () => void }) {
  const [lapsedPeriods, setLapsedPeriods] = useState<LapsedPeriods>('fresh');
  const reactivate = useAct(
    () => request('POST /users/:id/reactivate', { params: { id: user.id }, body: { lapsedPeriods } }),
    { said: `${user.displayName} can sign in again.`, afterwards: onDone },
  );
  return (
    <ActForm act={reactivate} onSubmit={() => reactivate.run()} submit="Reactivate" onCancel={onDone}>
      <Radio.Group
        label="If their time to set up 2FA ended meanwhile"
        value={lapsedPeriods}
        onChange={(chosen) => setLapsedPeriods(chosen === 'locked' ? 'locked' : 'fresh')}
      >
        <Stack gap="sm" mt="xs">
          <Radio value="fresh" label="Give them a new period" description="They get the full time again." />
          <Radio
            value="locked"
            label="Leave it passed"
            description="They cannot sign in where 2FA is required until you reset their period."
          />
        </Stack>
      </Radio.Group>
    </ActForm>
  );
}
