import type { Group } from '@sallyport/contract/groups.ts';
import type { User } from '@sallyport/contract/users.ts';
import { ActForm } from '../../console/ActForm.tsx';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';
import { ChangeImpact } from '../preview/ChangeImpact.tsx';

/** Takes a user out of a group, having seen what no longer holds for them. */
export function RemoveMember({ user, group, onDone }: { user: User; group: Group; onDone: () => void }) {
  const remove = useAct(
    () => request('POST /groups/:id/members', { params: { id: group.id }, body: { remove: [user.id] } }),
    { said: `${user.displayName} is no longer in “${group.name}”.`, afterwards: onDone },
  );
  return (
    <ActForm act={remove} onSubmit={() => remove.run()} submit="Remove" onCancel={onDone}>
      <ChangeImpact change={{ change: 'members', groupId: group.id, remove: [user.id] }} />
    </ActForm>
  );
}
