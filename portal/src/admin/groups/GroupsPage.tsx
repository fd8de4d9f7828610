import { Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Group } from '@sallyport/contract/groups.ts';
import { IconSearch, IconUsersGroup } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { DialogButton } from '../../console/DialogButton.tsx';
import { ListPages } from '../../console/ListPages.tsx';
import { TextLink } from '../../console/links.tsx';
import { Page } from '../../console/Page.tsx';
import { askingPages } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import table from '../../console/table.module.css';
import { EmptyState } from '../../ui/states.tsx';
import { strengthInShort } from '../requirement/strengths.ts';
import { GroupForm } from './GroupForm.tsx';

/** All groups. */
export function GroupsPage() {
  const mayWrite = useMay('groups:write');
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 300);
  const groups = useInfiniteQuery({
    ...askingPages(['GET /groups', q], (cursor) => request('GET /groups', { query: { q, cursor } })),
    placeholderData: keepPreviousData,
  });
  return (
    <Page
      title="Groups"
      about="A group can have a rule of its own: require 2FA of some before you require it of all."
      actions={
        mayWrite && (
          <DialogButton label="Create a group">
            {(close) => (
              <GroupForm
                submit="Create"
                save={(body) => request('POST /groups', { body })}
                onCancel={close}
                onSaved={({ id }) => {
                  close();
                  void navigate({ to: '/admin/groups/$id', params: { id } });
                }}
              />
            )}
          </DialogButton>
        )
      }
    >
      <Section title="All groups">
        <TextInput
          type="search"
          label="Name"
          leftSection={<IconSearch size={16} aria-hidden />}
          maw={360}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <ListPages
          query={groups}
          empty={
            <EmptyState icon={<IconUsersGroup size={36} />} title={q ? 'No group matches' : 'No groups yet'}>
              {!q && 'Create one here, or name groups in the CSV file that you import users from.'}
            </EmptyState>
          }
        >
          {(items) => <GroupTable groups={items} />}
        </ListPages>
      </Section>
    </Page>
  );
}

function GroupTable({ groups }: { groups: readonly Group[] }) {
  return (
    <Table className={table.table ?? ''} aria-label="Groups">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Group</Table.Th>
          <Table.Th>Members</Table.Th>
          <Table.Th>2FA is</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {groups.map(({ id, name, description, members, requirement }) => (
          <Table.Tr key={id}>
            <Table.Td>
              <TextLink to="/admin/groups/$id" params={{ id }} fw={600} underline="hover">
                {name}
              </TextLink>
              {description && (
                <Text size="sm" c="dimmed">
                  {description}
                </Text>
              )}
            </Table.Td>
            <Table.Td>{members.toLocaleString('en')}</Table.Td>
            <Table.Td>
              {requirement.strength === 'none' ? 'No rule of its own' : strengthInShort(requirement)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
