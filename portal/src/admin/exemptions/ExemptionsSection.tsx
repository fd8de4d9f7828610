import { Text } from '@mantine/core';
import type { User } from '@sallyport/contract/users.ts';
import { useQuery } from '@tanstack/react-query';
import { DialogButton } from '../../console/DialogButton.tsx';
import { Loaded } from '../../console/Loaded.tsx';
import { asking } from '../../console/queries.ts';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { ExemptionTable } from './ExemptionTable.tsx';
import { GrantExemption } from './GrantExemption.tsx';

/** Whether one user is exempt, until when and why. */
export function ExemptionsSection({ user: { id, username } }: { user: User }) {
  const exemptions = useQuery(asking('GET /users/:id/exemptions', { params: { id } }));
  const mayWrite = useMay('exemptions:write');
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
