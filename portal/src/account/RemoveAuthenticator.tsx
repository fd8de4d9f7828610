import { Text } from '@mantine/core';
import type { Authenticator } from '@sallyport/contract/me.ts';
import { ActForm } from '../console/ActForm.tsx';
import { request } from '../console/request.ts';
import { useAct } from '../console/use-act.ts';

export function RemoveAuthenticator({
  authenticator,
  onDone,
}: {
  authenticator: Authenticator;
  onDone: () => void;
}) {
  const remove = useAct(
    () => request('DELETE /me/authenticators/:id', { params: { id: authenticator.id } }),
    {
      said: `“${authenticator.name}” was removed.`,
      afterwards: onDone,
    },
  );
  return (
    <ActForm act={remove} onSubmit={() => remove.run()} submit="Remove it" dangerous onCancel={onDone}>
      <Text>You will not be able to sign in with it any more. You get a mail about it.</Text>
    </ActForm>
  );
}
