import { Alert, Stack, Text } from '@mantine/core';
import type { User } from '@sallyport/contract/users.ts';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';
import { fieldErrors } from '../../ui/problem.ts';
import { IdentityFields, identityFields, unverified } from './IdentityFields.tsx';
import { ResetPeriod } from './ResetPeriod.tsx';

/** Voids a user's factors; where that leaves them locked out, goes on to offer a new period. */
export function ResetTwoFactor({ user, onDone }: { user: User; onDone: () => void }) {
  const [identity, setIdentity] = useState(unverified);
  const [lockedOut, setLockedOut] = useState<User>();
  const reset = useAct(
    () => request('POST /users/:id/2fa/reset', { params: { id: user.id }, body: identity }),
    {
      said: `2FA of ${user.displayName} was reset.`,
      afterwards: (after) => (after.twoFactor.status === 'expired' ? setLockedOut(after) : onDone()),
    },
  );

  if (lockedOut) {
    return (
      <Stack>
        <Alert
          color="yellow"
          icon={<IconCheck aria-hidden />}
          title="2FA was reset, but the time to set it up is over"
        >
          {user.displayName} cannot sign in before getting a new enrollment period.
        </Alert>
        <ResetPeriod user={lockedOut} identity={identity} onDone={onDone} />
      </Stack>
    );
  }
  return (
    <ActForm
      act={reset}
      onSubmit={() => reset.run()}
      submit="Reset 2FA"
      dangerous
      onCancel={onDone}
      fields={identityFields}
    >
      <Text size="sm">
        All authenticators and backup codes stop working, and all sessions end. {user.displayName} gets a
        mail. What follows is what the rules say: if 2FA is required, it is set up anew at the next sign-in.
      </Text>
      <IdentityFields identity={identity} onChange={setIdentity} faults={fieldErrors(reset.error)} />
    </ActForm>
  );
}
