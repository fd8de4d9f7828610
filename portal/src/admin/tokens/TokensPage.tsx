import { Badge, Table, Text, VisuallyHidden } from '@mantine/core';
import type { Token } from '@sallyport/contract/administration.ts';
import { IconKey } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { Dialog, DialogButton } from '../../console/DialogButton.tsx';
import { Loaded } from '../../console/Loaded.tsx';
import { Page } from '../../console/Page.tsx';
import { asking } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import table from '../../console/table.module.css';
import { useAct } from '../../console/use-act.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { roleNames } from '../roles.ts';
import { CreateToken } from './CreateToken.tsx';
import { NewToken } from './NewToken.tsx';

/** API tokens: what programs administer with. */
export function TokensPage() {
  const tokens = useQuery(asking('GET /tokens'));
  const [made, setMade] = useState<string>();
  return (
    <Page
      title="API tokens"
      about="For programs that administer Sallyport. A token can do what its role allows, until it ends or you revoke it."
      actions={
        <DialogButton label="Create a token">
          {(close) => (
            <CreateToken
              onCancel={close}
              onMade={(token) => {
                close();
                setMade(token);
              }}
            />
          )}
        </DialogButton>
      }
    >
      <Section title="All tokens">
        <Loaded query={tokens}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon={<IconKey size={36} />} title="No tokens yet" />
            ) : (
              <TokenTable tokens={items} />
            )
          }
        </Loaded>
      </Section>
      <Dialog opened={made !== undefined} onClose={() => setMade(undefined)} title="Your new token">
        {made && <NewToken token={made} onDone={() => setMade(undefined)} />}
      </Dialog>
    </Page>
  );
}

function TokenTable({ tokens }: { tokens: readonly Token[] }) {
  return (
    <Table className={table.table ?? ''} aria-label="API tokens">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th className={table.fromTablet ?? ''}>Created</Table.Th>
          <Table.Th className={table.fromTablet ?? ''}>Last used</Table.Th>
          <Table.Th>Ends</Table.Th>
          <Table.Th>
            <VisuallyHidden>Revoke</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {tokens.map((token) => (
          <Table.Tr key={token.id}>
            <Table.Td>
              <Text fw={600}>{token.name}</Text>
              <Text size="sm" c="dimmed">
                {roleNames[token.role]}
                {!token.userId && ', made on the command line'}
              </Text>
            </Table.Td>
            <Table.Td className={table.fromTablet ?? ''}>
              <Time iso={token.createdAt} relative />
            </Table.Td>
            <Table.Td className={table.fromTablet ?? ''}>
              {token.lastUsedAt ? <Time iso={token.lastUsedAt} relative /> : 'Never'}
            </Table.Td>
            <Table.Td>
              <Ending token={token} />
            </Table.Td>
            <Table.Td>
              <DialogButton label="Revoke" title={`Revoke “${token.name}”?`} variant="default" size="xs">
                {(close) => <RevokeToken token={token} onDone={close} />}
              </DialogButton>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Ending({ token }: { token: Token }) {
  if (Date.parse(token.expiresAt) > Date.now()) return <Time iso={token.expiresAt} relative />;
  return (
    <Badge color="gray" variant="light" tt="none">
      Ended
    </Badge>
  );
}

function RevokeToken({ token, onDone }: { token: Token; onDone: () => void }) {
  const revoke = useAct(() => request('DELETE /tokens/:id', { params: { id: token.id } }), {
    said: `“${token.name}” was revoked.`,
    afterwards: onDone,
  });
  return (
    <ActForm act={revoke} onSubmit={() => revoke.run()} submit="Revoke it" dangerous onCancel={onDone}>
      <Text>Programs that use it are refused from now on.</Text>
    </ActForm>
  );
}
