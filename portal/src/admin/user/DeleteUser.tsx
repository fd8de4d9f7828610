import { Text } from '@mantine/core';
import type { User } from '@sallyport/contract/users.ts';
import { useNavigate } from '@tanstack/react-router';
import { ActForm } from '../../console/ActForm.tsx';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';

export function DeleteUser({ user, onDone }: { user: User; onDone: () => void }) {
  const navigate = useNavigate();
  const remove = useAct(() => request('DELETE /users/:id', { params: { id: user.id } }), {
    said: `${user.displayName} was deleted.`,
    afterwards: async () => {
      onDone();
      await navigate({ to: '/admin/users', replace: true });
    },
  });
  return (
    <ActForm act={remove} onSubmit={() => remove.run()} submit="Delete for good" dangerous onCancel={onDone}>
      <Text>
        The account, its authenticators and backup codes are gone for good; the audit log keeps what happened.
        To keep somebody out for a while, suspend them instead.
      </Text>
    </ActForm>
  );
}
