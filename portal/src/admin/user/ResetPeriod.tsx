import { NumberInput } from '@mantine/core';
import type { User } from '@sallyport/contract/users.ts';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';
import { fieldErrors } from '../../ui/problem.ts';
import { formatDeadline } from '../../ui/time.ts';
import { type Identity, IdentityFields, identityFields, unverified } from './IdentityFields.tsx';

interface Props {
  user: User;
  /** If it was just said. */
  identity?: Identity;
  onDone: () => void;
}

/** Gives a user a new enrollment period, from now. */
export function ResetPeriod({ user, identity: known = unverified, onDone }: Props) {
  const [identity, setIdentity] = useState(known);
  const [days, setDays] = useState<number | string>('');
  const reset = useAct(
    () =>
      request('POST /users/:id/enrollment-period/reset', {
        params: { id: user.id },
        body: { ...identity, ...(days !== '' && { days: Number(days) }) },
      }),
    {
      said: ({ displayName, twoFactor: { period } }) =>
        period
          ? `${displayName} has time until ${formatDeadline(period.deadline)}.`
          : 'The period was reset.',
      afterwards: onDone,
    },
  );
  const faults = fieldErrors(reset.error);
  return (
    <ActForm
      act={reset}
      onSubmit={() => reset.run()}
      submit="Give a new period"
      onCancel={onDone}
      fields={['days', ...identityFields]}
    >
      <NumberInput
        label="Days, from today"
        description="From 1 to 365. Empty: as many as last time."
        min={1}
        max={365}
        allowDecimal={false}
        clampBehavior="none"
        value={days}
        onChange={setDays}
        error={faults.days}
      />
      <IdentityFields identity={identity} onChange={setIdentity} faults={faults} />
    </ActForm>
  );
}
