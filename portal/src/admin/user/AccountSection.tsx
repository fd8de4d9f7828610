import { DataList } from '@mantine/core';
import type { User } from '@sallyport/contract/users.ts';
import type { ReactNode } from 'react';
import { DialogButton } from '../../console/DialogButton.tsx';
import { TextLink } from '../../console/links.tsx';
import { Section } from '../../console/Section.tsx';
import { useMay, useSession } from '../../console/session.tsx';
import { Time } from '../../ui/Time.tsx';
import { languageNames } from '../mail-texts/languages.ts';
import { roleNames } from '../roles.ts';
import { ChangeRole } from './ChangeRole.tsx';
import { DeleteUser } from './DeleteUser.tsx';
import { Reactivate } from './Reactivate.tsx';
import { SetLeave } from './SetLeave.tsx';
import { Suspend } from './Suspend.tsx';

const stateNames = { staged: 'Not activated', active: 'Active', suspended: 'Suspended' } as const;

/** The account itself: state, role, groups; suspending and deleting. */
export function AccountSection({ user }: { user: User }) {
  return (
    <Section title="Account" actions={<AccountActions user={user} />}>
      <DataList labelWidth="9rem">
        <Fact name="State">
          {stateNames[user.state]}
          {user.suspendedAt && (
            <>
              {' '}
              since <Time iso={user.suspendedAt} />
            </>
          )}
        </Fact>
        <Fact name="Role">{user.role ? roleNames[user.role] : 'None'}</Fact>
        <Fact name="Groups">
          {user.groups.length === 0
            ? 'None'
            : user.groups.map(({ id, name }, position) => (
                <span key={id}>
                  {position > 0 && ', '}
                  <TextLink to="/admin/groups/$id" params={{ id }}>
                    {name}
                  </TextLink>
                </span>
              ))}
        </Fact>
        {user.onLeaveUntil && (
          <Fact name="On leave">
            until <Time iso={user.onLeaveUntil} />
          </Fact>
        )}
        {user.language && <Fact name="Language">{languageNames[user.language]}</Fact>}
        <Fact name="Created">
          <Time iso={user.createdAt} />
        </Fact>
        {user.activatedAt && (
          <Fact name="Activated">
            <Time iso={user.activatedAt} />
          </Fact>
        )}
        <Fact name="Last sign-in">{user.lastSignInAt ? <Time iso={user.lastSignInAt} /> : 'Never'}</Fact>
      </DataList>
    </Section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{name}</DataList.ItemLabel>
      <DataList.ItemValue>{children}</DataList.ItemValue>
    </DataList.Item>
  );
}

/** Nobody suspends or deletes themselves here. */
function AccountActions({ user }: { user: User }) {
  const mayWrite = useMay('users:write');
  const mayGiveRoles = useMay('roles:manage');
  const oneself = useSession().user.id === user.id;
  return (
    <>
      {mayGiveRoles && (
        <DialogButton label="Change the role" title={`Role of ${user.displayName}`} variant="default">
          {(close) => <ChangeRole user={user} onDone={close} />}
        </DialogButton>
      )}
      {mayWrite && user.state === 'active' && (
        <DialogButton label="Leave" title={`Leave of ${user.displayName}`} variant="default">
          {(close) => <SetLeave user={user} onDone={close} />}
        </DialogButton>
      )}
      {mayWrite && !oneself && user.state === 'active' && (
        <DialogButton label="Suspend" title={`Suspend ${user.displayName}?`} variant="default">
          {(close) => <Suspend user={user} onDone={close} />}
        </DialogButton>
      )}
      {mayWrite && user.state === 'suspended' && (
        <DialogButton label="Reactivate" title={`Reactivate ${user.displayName}`} variant="default">
          {(close) => <Reactivate user={user} onDone={close} />}
        </DialogButton>
      )}
      {mayWrite && !oneself && (
        <DialogButton label="Delete" title={`Delete ${user.displayName}?`} variant="default">
          {(close) => <DeleteUser user={user} onDone={close} />}
        </DialogButton>
      )}
    </>
  );
}
