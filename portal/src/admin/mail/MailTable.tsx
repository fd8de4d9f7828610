import { Badge, Button, Code, Stack, Table, Text } from '@mantine/core';
import type { Mail } from '@sallyport/contract/administration.ts';
import { DialogButton } from '../../console/DialogButton.tsx';
import { request } from '../../console/request.ts';
import { useMay } from '../../console/session.tsx';
import table from '../../console/table.module.css';
import { useAct } from '../../console/use-act.ts';
import { Time } from '../../ui/Time.tsx';
import classes from './MailTable.module.css';

export const mailStateNames = {
  waiting: 'Waiting',
  sending: 'Being sent',
  sent: 'Sent',
  failed: 'Failed',
} as const;
const colors = { waiting: 'yellow', sending: 'blue', sent: 'green', failed: 'red' } as const;

interface Props {
  mails: readonly Mail[];
  /** Off where all are to the same address. */
  withAddress?: boolean;
}

/** Mails, one a row, each to be read. */
export function MailTable({ mails, withAddress = true }: Props) {
  return (
    <Table className={`${table.table} ${classes.mails}`} aria-label="Mails">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Mail</Table.Th>
          <Table.Th className={table.fromTablet ?? ''}>Written</Table.Th>
          <Table.Th>State</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {mails.map((mail) => (
          <Table.Tr key={mail.id}>
            <Table.Td>
              <DialogButton
                label={mail.subject}
                variant="transparent"
                dialogSize="lg"
                className={classes.subject ?? ''}
              >
                {() => <MailText mail={mail} />}
              </DialogButton>
              {withAddress && (
                <Text size="sm" c="dimmed">
                  {mail.to}
                </Text>
              )}
            </Table.Td>
            <Table.Td className={table.fromTablet ?? ''}>
              <Time iso={mail.createdAt} relative />
            </Table.Td>
            <Table.Td>
              <Badge color={colors[mail.state]} variant="light" tt="none" miw="max-content">
                {mailStateNames[mail.state]}
              </Badge>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** A mail as it was or will be sent, and what became of it. */
function MailText({ mail }: { mail: Mail }) {
  const mayRetry = useMay('settings:write');
  const retry = useAct(() => request('POST /mails/:id/retry', { params: { id: mail.id } }), {
    said: 'It is tried again now.',
    saysFailure: true,
  });
  return (
    <Stack>
      <Text size="sm">
        To {mail.to}, written <Time iso={mail.createdAt} />.{' '}
        {mail.sentAt && (
          <>
            Sent <Time iso={mail.sentAt} />.
          </>
        )}
        {mail.nextAttemptAt && mail.state === 'waiting' && mail.attempts > 0 && (
          <>
            Next try <Time iso={mail.nextAttemptAt} relative />.
          </>
        )}
      </Text>
      {mail.error && (
        <Text size="sm" c="var(--mantine-color-error)">
          After {mail.attempts} {mail.attempts === 1 ? 'try' : 'tries'}: {mail.error}
        </Text>
      )}
      <Code block className={classes.text ?? ''} tabIndex={0} role="region" aria-label="Text of the mail">
        {mail.text}
      </Code>
      {mayRetry && (mail.state === 'failed' || mail.state === 'waiting') && (
        <Button variant="default" loading={retry.running} onClick={() => retry.run()}>
          Try to send it now
        </Button>
      )}
    </Stack>
  );
}
