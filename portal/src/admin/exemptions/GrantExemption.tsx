import { Alert, Textarea, TextInput } from '@mantine/core';
import { longestExemptionDays } from '@sallyport/contract/exemptions.ts';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { request } from '../../console/request.ts';
import { useSession } from '../../console/session.tsx';
import { useAct } from '../../console/use-act.ts';
import { fieldErrors } from '../../ui/problem.ts';
import { ChangeImpact } from '../preview/ChangeImpact.tsx';
import { UserSelect } from '../users/UserSelect.tsx';
import { dayAfter, endOfDay, isAhead } from './days.ts';

/** @param of the user to exempt, where that is settled already */
export function GrantExemption({ of, onDone }: { of?: string; onDone: () => void }) {
  const { user: reader } = useSession();
  const [user, setUser] = useState(of);
  const [owner, setOwner] = useState<string | undefined>(reader.id);
  const [reason, setReason] = useState('');
  const [day, setDay] = useState(dayAfter(90));
  const grant = useAct(
    () =>
      request('POST /exemptions', {
        body: { userId: user ?? '', ownerId: owner ?? '', reason, until: endOfDay(day) },
      }),
    { said: ({ user: { username } }) => `${username} is exempt.`, afterwards: onDone },
  );
  const faults = fieldErrors(grant.error);
  return (
    <ActForm
      act={grant}
      onSubmit={() => grant.run()}
      submit="Exempt"
      dangerous
      onCancel={onDone}
      fields={['userId', 'ownerId', 'reason', 'until']}
    >
      <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title="A password alone will do">
        Whoever learns the password of this account gets in. Policies that refuse the sign-in, suspension, the
        rule for administrators and the strict profile still hold.
      </Alert>
      {of === undefined && (
        <UserSelect
          label="User"
          placeholder="Choose a user"
          value={user}
          onChange={setUser}
          error={faults.userId}
        />
      )}
      <UserSelect
        label="Who answers for it"
        activeOnly
        placeholder="Choose a user"
        description="Is reminded 14 and 3 days before the end"
        value={owner}
        onChange={setOwner}
        error={faults.ownerId}
      />
      <Textarea
        label="Reason"
        required
        withAsterisk={false}
        autosize
        minRows={2}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={faults.reason}
      />
      <TextInput
        type="date"
        label="Last day"
        description={`At most ${longestExemptionDays} days from now`}
        required
        withAsterisk={false}
        min={dayAfter(0)}
        max={dayAfter(longestExemptionDays - 1)}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
        error={faults.until}
      />
      {user !== undefined && isAhead(day) && (
        <ChangeImpact change={{ change: 'exemption', userIds: [user], until: endOfDay(day) }} />
      )}
    </ActForm>
  );
}
