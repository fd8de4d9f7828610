import type { Group } from '@sallyport/contract/groups.ts';
import type { User } from '@sallyport/contract/users.ts';
import { IconUserPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { DialogButton } from '../../console/DialogButton.tsx';
import { ListPages } from '../../console/ListPages.tsx';
import { TextLink } from '../../console/links.tsx';
import { askingPages } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import rows from '../../console/rows.module.css';
import { Section } from '../../console/Section.tsx';
import { StatusBadge } from '../../console/StatusBadge.tsx';
import { useMay } from '../../console/session.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { AddMembers } from './AddMembers.tsx';
import { RemoveMember } from './RemoveMember.tsx';

/** Who is in a group; adding and removing. */
export function MembersSection({ group }: { group: Group }) {
  const mayWrite = useMay('groups:write');
  const members = useInfiniteQuery(
    askingPages(['GET /users', { group: group.id }], (cursor) =>
      request('GET /users', { query: { group: group.id, cursor } }),
    ),
  );
  return (
    <Section
      title={group.members === 1 ? '1 member' : `${group.members.toLocaleString('en')} members`}
      actions={
        mayWrite && (
          <DialogButton label="Add members" title={`Add members to “${group.name}”`} variant="default">
            {(close) => <AddMembers group={group} onDone={close} />}
          </DialogButton>
        )
      }
    >
      <ListPages
        query={members}
        empty={<EmptyState icon={<IconUserPlus size={36} />} title="Nobody is in this group yet" />}
      >
        {(users) => (
          <ul className={rows.list}>
            {users.map((user) => (
              <Member key={user.id} user={user} group={group} mayWrite={mayWrite} />
            ))}
          </ul>
        )}
      </ListPages>
    </Section>
  );
}

function Member({ user, group, mayWrite }: { user: User; group: Group; mayWrite: boolean }) {
  return (
    <li className={rows.row}>
      <div className={rows.words}>
        <TextLink to="/admin/users/$id" params={{ id: user.id }}>
          {user.displayName}
        </TextLink>
      </div>
      <StatusBadge twoFactor={user.twoFactor} />
      {mayWrite && (
        <DialogButton
          label="Remove"
          title={`Remove ${user.displayName} from “${group.name}”?`}
          variant="default"
          size="xs"
          aria-label={`Remove ${user.displayName} from the group`}
        >
          {(close) => <RemoveMember user={user} group={group} onDone={close} />}
        </DialogButton>
      )}
    </li>
  );
}
