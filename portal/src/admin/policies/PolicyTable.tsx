import { Box, Table, Text } from '@mantine/core';
import type { Policy } from '@sallyport/contract/policies.ts';
import { TextLink } from '../../console/links.tsx';
import table from '../../console/table.module.css';
import { Time } from '../../ui/Time.tsx';
import { StateBadge } from './StateBadge.tsx';
import { actionInShort, circumstances, whoInWords } from './words.ts';

/** Policies in a few words each, with a way to where they are changed. */
export function PolicyTable({ policies, label }: { policies: readonly Policy[]; label: string }) {
  return (
    <Table className={table.table ?? ''} aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Policy</Table.Th>
          <Table.Th className={table.fromTablet ?? ''}>Who</Table.Th>
          <Table.Th>Second factor</Table.Th>
          <Table.Th className={table.fromTablet ?? ''}>State</Table.Th>
          <Table.Th className={table.fromDesktop ?? ''}>Changed</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {policies.map((policy) => (
          <Table.Tr key={policy.id}>
            <Table.Td>
              <PolicyLink policy={policy} />
              <Box hiddenFrom="sm" mt={4}>
                <StateBadge state={policy.state} />
              </Box>
              {policy.description && (
                <Text size="sm" c="dimmed" lineClamp={2}>
                  {policy.description}
                </Text>
              )}
            </Table.Td>
            <Table.Td className={table.fromTablet ?? ''}>{whoInWords(policy)}</Table.Td>
            <Table.Td>
              {policy.kind === 'administrators' || policy.state !== 'off' || policy.kind === 'named'
                ? actionInShort(policy)
                : '–'}
              <Text size="sm" c="dimmed" lineClamp={2}>
                {circumstances(policy).join(', ')}
              </Text>
            </Table.Td>
            <Table.Td className={table.fromTablet ?? ''}>
              <StateBadge state={policy.state} />
            </Table.Td>
            <Table.Td className={table.fromDesktop ?? ''}>
              {policy.changedAt && <Time iso={policy.changedAt} relative />}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function PolicyLink({ policy: { id, kind, name, subjectId } }: { policy: Policy }) {
  switch (kind) {
    case 'named':
      return (
        <TextLink to="/admin/policies/$id" params={{ id }} fw={600}>
          {name}
        </TextLink>
      );
    case 'everyone':
      return <TextLink to="/admin/requirement">{name}</TextLink>;
    case 'group':
      return (
        <>
          Group{' '}
          <TextLink to="/admin/groups/$id" params={{ id: subjectId ?? '' }}>
            {name}
          </TextLink>
        </>
      );
    default:
      return (
        <>
          {name}
          {kind === 'administrators' && (
            <Text size="sm" c="dimmed">
              Built in; cannot be switched off.
            </Text>
          )}
        </>
      );
  }
}
