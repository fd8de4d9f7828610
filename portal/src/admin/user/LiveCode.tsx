import { Button, Group, Text } from '@mantine/core';
import type { User } from '@sallyport/contract/users.ts';
import { request } from '../../console/request.ts';
import { useMay } from '../../console/session.tsx';
import { useAct } from '../../console/use-act.ts';
import { Time } from '../../ui/Time.tsx';

/** That a temporary access code waits to be used, and the way to void it. */
export function LiveCode({ user }: { user: User }) {
  const mayReset = useMay('users:reset');
  const voiding = useAct(
    () => request('DELETE /users/:id/temporary-access-code', { params: { id: user.id } }),
    { said: 'The temporary access code is void.', saysFailure: true },
  );
  if (!user.temporaryAccessCode) return null;
  return (
    <Group gap="sm">
      <Text size="sm">
        A temporary access code waits to be used; it ends{' '}
        <Time iso={user.temporaryAccessCode.expiresAt} relative />.
      </Text>
      {mayReset && (
        <Button size="xs" variant="default" loading={voiding.running} onClick={() => voiding.run()}>
          Void the code
        </Button>
      )}
    </Group>
  );
}
