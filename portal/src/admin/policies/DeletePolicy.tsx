import { Text } from '@mantine/core';
import type { Policy } from '@sallyport/contract/policies.ts';
import { useNavigate } from '@tanstack/react-router';
import { request } from '../../console/request.ts';
import { ConfirmImpact } from './ConfirmImpact.tsx';

/** Shows whom it concerns that a policy asks nothing any more. */
export function DeletePolicy({ policy: { id, name }, onDone }: { policy: Policy; onDone: () => void }) {
  const navigate = useNavigate();
  return (
    <ConfirmImpact
      change={{ change: 'policy', policyId: id, policy: null }}
      save={() => request('DELETE /policies/:id', { params: { id } })}
      submit="Delete it"
      said={`The policy “${name}” was deleted.`}
      onSaved={async () => {
        onDone();
        await navigate({ to: '/admin/policies' });
      }}
      onCancel={onDone}
      dangerous
    >
      <Text>
        It asks nothing of anybody any more. Its versions stay: the audit log leads to them, and any can be
        restored.
      </Text>
    </ConfirmImpact>
  );
}
