import { Text } from '@mantine/core';
import type { User } from '@sallyport/contract/users.ts';
import { ActForm } from '../../console/ActForm.tsx';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';

export function Suspend({ user, onDone }: { user: User; onDone: () => void }) {
  const suspend = useAct(() => request('POST /users/:id/suspend', { params: { id: user.id } }), {
    said: `${user.displayName} is suspended.`,
    afterwards: onDone,
  });
  return (
    <ActForm act={suspend} onSubmit={() => suspend.run()} submit="Suspend" dangerous onCancel={onDone}>
      <Text>
        They are signed out everywhere at once and cannot sign in until you reactivate them. Nothing is
        deleted.
      </Text>
    </ActForm>
  );
}
