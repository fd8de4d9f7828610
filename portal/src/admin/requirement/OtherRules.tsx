import { Table, Text } from '@mantine/core';
import type { Policy } from '@sallyport/contract/policies.ts';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../console/Loaded.tsx';
import { TextLink } from '../../console/links.tsx';
import { asking } from '../../console/queries.ts';
import table from '../../console/table.module.css';
import { EmptyState } from '../../ui/states.tsx';
import { actionInShort } from '../policies/words.ts';

/** The switches besides that of everyone, each with a way to where it is turned. */
export function OtherRules() {
  const policies = useQuery(asking('GET /policies', { query: {} }));
  return (
    <Loaded query={policies}>
      {({ items }) => {
        const others = items.filter(({ kind, state }) => kind !== 'everyone' && state === 'on');
        if (others.length === 0) return <EmptyState title="None" />;
        return (
          <Table className={table.table ?? ''} aria-label="Other rules">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Whom</Table.Th>
                <Table.Th>2FA is</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {others.map((policy) => (
                <Table.Tr key={policy.id}>
                  <Table.Td>
                    <Whom policy={policy} />
                  </Table.Td>
                  <Table.Td>{actionInShort(policy)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        );
      }}
    </Loaded>
  );
}

function Whom({ policy: { id, kind, name, subjectId } }: { policy: Policy }) {
  if (kind === 'group' && subjectId) {
    return (
      <>
        Group{' '}
        <TextLink to="/admin/groups/$id" params={{ id: subjectId }}>
          {name}
        </TextLink>
      </>
    );
  }
  if (kind === 'user' && subjectId) {
    return (
      <>
        User{' '}
        <TextLink to="/admin/users/$id" params={{ id: subjectId }}>
          {name}
        </TextLink>
      </>
    );
  }
  if (kind === 'named') {
    return (
      <>
        Policy{' '}
        <TextLink to="/admin/policies/$id" params={{ id }}>
          {name}
        </TextLink>
      </>
    );
  }
  if (kind !== 'administrators') return name;
  return (
    <>
      All administrators
      <Text size="sm" c="dimmed">
        Built in; cannot be switched off.
      </Text>
    </>
  );
}
