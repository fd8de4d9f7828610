import { Alert, Text } from '@mantine/core';
import type { User } from '@sallyport/contract/users.ts';
import { IconHourglass } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { DialogButton } from '../../console/DialogButton.tsx';
import { Loaded } from '../../console/Loaded.tsx';
import { TextLink } from '../../console/links.tsx';
import { asking } from '../../console/queries.ts';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { ExemptionTable } from './ExemptionTable.tsx';
import { GrantExemption } from './GrantExemption.tsx';

/** Whether one user is exempt, until when and why. */
export function ExemptionsSection({ user: { id, username } }: { user: User }) {
  const exemptions = useQuery(asking('GET /users/:id/exemptions', { params: { id } }));
  const mayWrite = useMay('exemptions:write');
  const mayReadApprovals = useMay('approvals:read');
  return (
    <Section
      title="Exemption"
      about="While it runs, nothing is required of this user."
      actions={
        mayWrite && (
          <DialogButton label="Exempt" title={`Exempt ${username}`} variant="default">
            {(close) => <GrantExemption of={id} onDone={close} />}
          </DialogButton>
        )
      }
    >
      {mayReadApprovals && <Waiting username={username} />}
      <Loaded query={exemptions}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">Not exempt.</Text>
          ) : (
            <ExemptionTable exemptions={items} ofOneUser />
          )
        }
      </Loaded>
    </Section>
  );
}

/** An exemption was asked for, and waits for a second person. */
function Waiting({ username }: { username: string }) {
  const waiting = useQuery(asking('GET /approvals', { query: { state: 'waiting', limit: 200 } }));
  const asked = waiting.data?.items.find(
    ({ call, changes }) =>
      call === 'POST /exemptions' &&
      changes.some(({ field, value }) => field === 'user' && value === username),
  );
  if (asked === undefined) return null;
  return (
    <Alert color="yellow" icon={<IconHourglass aria-hidden />} mb="md">
      {asked.askedBy.name} has asked to exempt {username}. It waits for a second person under{' '}
      <TextLink to="/admin/approvals">Approvals</TextLink>.
    </Alert>
  );
}
