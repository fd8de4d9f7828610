import { Badge, Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import type { PreviewList, PreviewPerson } from '@sallyport/contract/preview.ts';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { ListPages } from '../../console/ListPages.tsx';
import { askingPages } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import table from '../../console/table.module.css';
import { Time } from '../../ui/Time.tsx';
import { roleNames } from '../roles.ts';
import { personWords } from './lists.ts';

const call = 'GET /policies/previews/:id/people';

/** The people of one list of a preview, administrators first; all of them as a file. */
export function ImpactPeople({ id, list, name }: { id: string; list: PreviewList; name: string }) {
  const headingId = useId();
  const found = useInfiniteQuery(
    askingPages([call, id, list], (cursor) =>
      request(call, { params: { id }, query: { category: list, limit: 20, cursor } }),
    ),
  );
  return (
    <Stack component="section" gap="xs" aria-labelledby={headingId}>
      <Group justify="space-between">
        <Title order={3} size="h5" id={headingId}>
          Who {name}
        </Title>
        <Button
          component="a"
          href={`/api/v1/policies/previews/${encodeURIComponent(id)}/people.csv?category=${list}`}
          download
          variant="default"
          size="compact-sm"
          leftSection={<IconDownload size={14} aria-hidden />}
        >
          Export as CSV
        </Button>
      </Group>
      <ListPages query={found} empty={<Text size="sm">They are gone by now.</Text>}>
        {(items) => <PeopleTable items={items} list={list} />}
      </ListPages>
    </Stack>
  );
}

function PeopleTable({ items, list }: { items: readonly PreviewPerson[]; list: PreviewList }) {
  const hasDeadlines = items.some(({ deadline }) => deadline !== undefined);
  const isLater = list === 'locked-out-later';
  return (
    <Table className={table.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Person</Table.Th>
          <Table.Th>Today</Table.Th>
          {hasDeadlines && <Table.Th>Deadline</Table.Th>}
          {isLater && <Table.Th className={table.fromTablet}>Locked out from</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((person) => (
          <Table.Tr key={person.id}>
            <Table.Td>
              <Text size="sm" fw={500}>
                {person.username}
              </Text>
              <Text size="xs" c="dimmed">
                {person.displayName}
              </Text>
              {person.role && (
                <Badge size="sm" variant="default">
                  {roleNames[person.role]}
                </Badge>
              )}
            </Table.Td>
            <Table.Td>
              <Text size="sm">{personWords(person.today)}</Text>
            </Table.Td>
            {hasDeadlines && (
              <Table.Td>
                <Text size="sm">{person.deadline ? <Time iso={person.deadline} /> : '–'}</Text>
              </Table.Td>
            )}
            {isLater && (
              <Table.Td className={table.fromTablet}>
                <Text size="sm">{person.lockedOutFrom ? <Time iso={person.lockedOutFrom} /> : '–'}</Text>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
