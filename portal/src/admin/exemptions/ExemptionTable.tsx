import { Badge, Group, Table, Text, VisuallyHidden } from '@mantine/core';
import type { Exemption } from '@sallyport/contract/exemptions.ts';
import { ActForm } from '../../console/ActForm.tsx';
import { DialogButton } from '../../console/DialogButton.tsx';
import { TextLink } from '../../console/links.tsx';
import { request } from '../../console/request.ts';
import { useMay } from '../../console/session.tsx';
import table from '../../console/table.module.css';
import { useAct } from '../../console/use-act.ts';
import { Time } from '../../ui/Time.tsx';
import { formatDate } from '../../ui/time.ts';
import { ChangeImpact } from '../preview/ChangeImpact.tsx';

interface Props {
  exemptions: readonly Exemption[];
  /** On the user's own page nobody has to be told whose they are. */
  ofOneUser?: boolean;
}

export function ExemptionTable({ exemptions, ofOneUser = false }: Props) {
  const mayWrite = useMay('exemptions:write');
  return (
    <Table className={table.table ?? ''} aria-label="Exemptions">
      <Table.Thead>
        <Table.Tr>
          {!ofOneUser && <Table.Th>User</Table.Th>}
          <Table.Th className={ofOneUser ? '' : (table.fromTablet ?? '')}>Reason</Table.Th>
          <Table.Th className={table.fromTablet ?? ''}>Answered for by</Table.Th>
          <Table.Th>Ends</Table.Th>
          {mayWrite && (
            <Table.Th>
              <VisuallyHidden>End</VisuallyHidden>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {exemptions.map((exemption) => (
          <Table.Tr key={exemption.id}>
            {!ofOneUser && (
              <Table.Td>
                <TextLink to="/admin/users/$id" params={{ id: exemption.user.id }} fw={600}>
                  {exemption.user.username}
                </TextLink>
                <Text size="sm" c="dimmed">
                  {exemption.user.displayName}
                </Text>
                <Text size="sm" hiddenFrom="sm">
                  {exemption.reason}
                </Text>
              </Table.Td>
            )}
            <Table.Td className={ofOneUser ? '' : (table.fromTablet ?? '')}>
              <Text inherit>{exemption.reason}</Text>
              <Text size="sm" c="dimmed">
                Granted by {exemption.createdBy}, <Time iso={exemption.createdAt} relative />
              </Text>
            </Table.Td>
            <Table.Td className={table.fromTablet ?? ''}>
              {exemption.owner?.username ?? <Badge color="yellow">Nobody any more</Badge>}
            </Table.Td>
            <Table.Td>
              <End until={exemption.until} />
            </Table.Td>
            {mayWrite && (
              <Table.Td>
                <DialogButton
                  label="End now"
                  title={`End the exemption of ${exemption.user.username}?`}
                  variant="default"
                  size="xs"
                >
                  {(close) => <EndExemption exemption={exemption} onDone={close} />}
                </DialogButton>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const soon = 14 * 86_400_000;

function End({ until }: { until: string }) {
  return (
    <Group gap={6}>
      <Text inherit>{formatDate(until)}</Text>
      {Date.parse(until) - Date.now() <= soon && (
        <Badge color="yellow" variant="light" tt="none">
          <Time iso={until} relative />
        </Badge>
      )}
    </Group>
  );
}

function EndExemption({ exemption: { id, user }, onDone }: { exemption: Exemption; onDone: () => void }) {
  const end = useAct(() => request('DELETE /exemptions/:id', { params: { id } }), {
    said: `${user.username} is no longer exempt.`,
    afterwards: onDone,
  });
  return (
    <ActForm act={end} onSubmit={() => end.run()} submit="End it now" dangerous onCancel={onDone}>
      <Text>
        What is required of everybody else is required of {user.username} from now on. Enrollment periods
        start anew, so nobody is locked out at once by a gentle requirement.
      </Text>
      <ChangeImpact change={{ change: 'exemption', userIds: [user.id], until: null }} />
    </ActForm>
  );
}
