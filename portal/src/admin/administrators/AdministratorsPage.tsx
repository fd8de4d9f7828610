import { Badge, Table, Text } from '@mantine/core';
import type { AdministratorSummary } from '@sallyport/contract/administrators.ts';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../console/Loaded.tsx';
import { TextLink } from '../../console/links.tsx';
import { Page } from '../../console/Page.tsx';
import { asking } from '../../console/queries.ts';
import { Section } from '../../console/Section.tsx';
import table from '../../console/table.module.css';
import { methodNames } from '../../ui/methods.ts';
import { inOnePhrase } from '../../ui/phrase.ts';
import { Time } from '../../ui/Time.tsx';
import { roleNames } from '../roles.ts';
import { RoleMatrix } from './RoleMatrix.tsx';

/** Who administers, since when and how well protected; and what each role may do. */
export function AdministratorsPage() {
  const administrators = useQuery(asking('GET /administrators'));
  return (
    <Page
      title="Administrators"
      about="Everybody who holds a role. Two-factor authentication is always required of them. Roles are given on the page of a user."
    >
      <Section title="Who holds a role">
        <Loaded query={administrators}>{({ items }) => <Administrators administrators={items} />}</Loaded>
      </Section>
      <RoleMatrix />
    </Page>
  );
}

function Administrators({ administrators }: { administrators: readonly AdministratorSummary[] }) {
  return (
    <Table className={table.table ?? ''} aria-label="Administrators">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>User</Table.Th>
          <Table.Th>Role</Table.Th>
          <Table.Th className={table.fromTablet ?? ''}>Second factor</Table.Th>
          <Table.Th className={table.fromTablet ?? ''}>Last sign-in</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {administrators.map((each) => (
          <Table.Tr key={each.id}>
            <Table.Td>
              <TextLink to="/admin/users/$id" params={{ id: each.id }} fw={600}>
                {each.username}
              </TextLink>
              <Text size="sm" c="dimmed">
                {each.displayName}
              </Text>
            </Table.Td>
            <Table.Td>
              <Text inherit>{roleNames[each.role]}</Text>
              <Text size="sm" c="dimmed">
                since <Time iso={each.roleSince} relative />
              </Text>
              {each.state !== 'active' && (
                <Badge color="gray" variant="light" tt="none">
                  {each.state === 'suspended' ? 'Suspended' : 'Not activated'}
                </Badge>
              )}
            </Table.Td>
            <Table.Td className={table.fromTablet ?? ''}>
              {each.methods.length > 0 ? (
                inOnePhrase(each.methods.map((method) => methodNames[method]))
              ) : (
                <Badge color="yellow" variant="light" tt="none">
                  None yet
                </Badge>
              )}
            </Table.Td>
            <Table.Td className={table.fromTablet ?? ''}>
              {each.lastSignInAt ? <Time iso={each.lastSignInAt} relative /> : 'Never'}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
