import { IconShieldOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { DialogButton } from '../../console/DialogButton.tsx';
import { ListPages } from '../../console/ListPages.tsx';
import { Page } from '../../console/Page.tsx';
import { askingPages } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ExemptionTable } from './ExemptionTable.tsx';
import { GrantExemption } from './GrantExemption.tsx';

/** Everybody of whom nothing is required for a while, those whose exemption ends first at the top. */
export function ExemptionsPage() {
  const mayWrite = useMay('exemptions:write');
  const exemptions = useInfiniteQuery(
    askingPages(['GET /exemptions'], (cursor) =>
      request('GET /exemptions', { query: { ...(cursor !== undefined && { cursor }) } }),
    ),
  );
  return (
    <Page
      title="Exemptions"
      about="Service accounts and break-glass accounts that sign in without a second factor. Each has somebody who answers for it, a reason and an end. Every sign-in with one is mailed to the administrators."
      actions={
        mayWrite && (
          <DialogButton label="Exempt a user">{(close) => <GrantExemption onDone={close} />}</DialogButton>
        )
      }
    >
      <Section title="Running exemptions" about="Those that end first at the top.">
        <ListPages
          query={exemptions}
          empty={
            <EmptyState icon={<IconShieldOff size={36} />} title="Nobody is exempt">
              What is required applies to everybody. That is how it should be as long as it can.
            </EmptyState>
          }
        >
          {(items) => <ExemptionTable exemptions={items} />}
        </ListPages>
      </Section>
    </Page>
  );
}
