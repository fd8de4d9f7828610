import { Badge, Checkbox, Group, NativeSelect, Table, Text } from '@mantine/core';
import type { User } from '@sallyport/contract/users.ts';
import type { EnrollableMethod } from '@sallyport/contract/vocabulary.ts';
import type { ReactNode } from 'react';
import { TextLink } from '../../console/links.tsx';
import { StatusBadge } from '../../console/StatusBadge.tsx';
import table from '../../console/table.module.css';
import { methodNames } from '../../ui/methods.ts';
import { Time } from '../../ui/Time.tsx';
import { roleNames } from '../roles.ts';
import { isSelected, type Selection, withUsers } from './selection.ts';
import classes from './UserTable.module.css';

interface Props {
  users: readonly User[];
  /** The method that the statuses are about; all together if not given. */
  column: EnrollableMethod | undefined;
  onColumn: (method: EnrollableMethod | undefined) => void;
  /** Absent for those who may do nothing with a selection. */
  selecting?: { selection: Selection; onSelect: (selection: Selection) => void } | undefined;
}

const columns = [
  { value: '', label: '2FA: overall' },
  { value: 'totp', label: methodNames.totp },
  { value: 'webauthn', label: 'Passkey' },
] as const;

/** Users, one a row; the columns that matter least go first where the screen is narrow. */
export function UserTable({ users, column, onColumn, selecting }: Props) {
  return (
    <Table className={table.table ?? ''} aria-label="Users">
      <Table.Thead>
        <Table.Tr>
          {selecting && (
            <Table.Th className={classes.select ?? ''}>
              <SelectPage users={users} {...selecting} />
            </Table.Th>
          )}
          <Table.Th>User</Table.Th>
          <Table.Th>
            <NativeSelect
              aria-label="What the 2FA column shows"
              size="xs"
              classNames={{ wrapper: classes.column ?? '' }}
              data={[...columns]}
              value={column ?? ''}
              onChange={(event) =>
                onColumn(columns.find(({ value }) => value === event.currentTarget.value)?.value || undefined)
              }
            />
          </Table.Th>
          <Table.Th className={table.fromTablet ?? ''}>Required by</Table.Th>
          <Table.Th className={table.fromDesktop ?? ''}>Set up</Table.Th>
          <Table.Th className={table.fromDesktop ?? ''}>Groups</Table.Th>
          <Table.Th className={table.fromDesktop ?? ''}>Last sign-in</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {users.map((user) => (
          <UserRow key={user.id} user={user} column={column}>
            {selecting && <SelectUser user={user} shown={users} {...selecting} />}
          </UserRow>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface Selecting {
  selection: Selection;
  onSelect: (selection: Selection) => void;
}

/** All users that are shown, or none of them. */
function SelectPage({ users, selection, onSelect }: Selecting & { users: readonly User[] }) {
  const selected = users.filter((user) => isSelected(selection, user)).length;
  return (
    <Checkbox
      size="sm"
      aria-label="Select all users shown"
      checked={selected === users.length}
      indeterminate={selected > 0 && selected < users.length}
      onChange={(event) => onSelect(withUsers(selection, users, event.currentTarget.checked, users))}
    />
  );
}

function SelectUser({
  user,
  shown,
  selection,
  onSelect,
}: Selecting & { user: User; shown: readonly User[] }) {
  return (
    <Checkbox
      size="sm"
      aria-label={`Select ${user.displayName}`}
      checked={isSelected(selection, user)}
      onChange={(event) => onSelect(withUsers(selection, [user], event.currentTarget.checked, shown))}
    />
  );
}

interface RowProps {
  user: User;
  column: EnrollableMethod | undefined;
  /** The box that selects it. */
  children: ReactNode;
}

function UserRow({ user, column, children }: RowProps) {
  const { twoFactor, groups } = user;
  return (
    <Table.Tr>
      {children && <Table.Td className={classes.select ?? ''}>{children}</Table.Td>}
      <Table.Td className={classes.name ?? ''}>
        <Group gap="xs" component="span">
          <TextLink to="/admin/users/$id" params={{ id: user.id }} fw={600} underline="hover">
            {user.displayName}
          </TextLink>
          <UserMarks user={user} />
        </Group>
        <Text size="sm" c="dimmed">
          {user.username}
        </Text>
        <Text size="sm" c="dimmed" className={table.fromTablet ?? ''}>
          {user.email}
        </Text>
      </Table.Td>
      <Table.Td>
        <StatusBadge twoFactor={twoFactor} method={column} />
      </Table.Td>
      <Table.Td className={table.fromTablet ?? ''}>
        {twoFactor.required ? (
          shortRequirers(user)
        ) : (
          <Text size="sm" c="dimmed">
            Not required
          </Text>
        )}
      </Table.Td>
      <Table.Td className={table.fromDesktop ?? ''}>
        {twoFactor.methods.map((method) => methodNames[method]).join(', ') || '–'}
      </Table.Td>
      <Table.Td className={table.fromDesktop ?? ''}>
        {groups.map(({ name }) => name).join(', ') || '–'}
      </Table.Td>
      <Table.Td className={table.fromDesktop ?? ''}>
        {user.lastSignInAt ? <Time iso={user.lastSignInAt} relative /> : '–'}
      </Table.Td>
    </Table.Tr>
  );
}

/** Role and state, where they are not the usual. */
export function UserMarks({ user }: { user: User }) {
  return (
    <>
      {user.role && (
        <Badge variant="outline" tt="none" size="sm">
          {roleNames[user.role]}
        </Badge>
      )}
      {user.state === 'suspended' && (
        <Badge variant="light" color="orange" tt="none" size="sm">
          Suspended
        </Badge>
      )}
    </>
  );
}

const shortNames = { administrators: 'Administrators', everyone: 'Everyone', user: 'This user' } as const;

const shortRequirers = ({ twoFactor }: User) =>
  twoFactor.requiredBy
    .map((by) => (by.kind === 'group' || by.kind === 'named' ? by.name : shortNames[by.kind]))
    .join(', ');
