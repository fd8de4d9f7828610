import { Alert } from '@mantine/core';
import { IconChecks, IconUsersPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ListPages } from '../../console/ListPages.tsx';
import { TextLink } from '../../console/links.tsx';
import { Page } from '../../console/Page.tsx';
import { asking, askingPages } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import rows from '../../console/rows.module.css';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ApprovalRow } from './ApprovalRow.tsx';

/** Dangerous acts that wait for a second person, and what became of others. */
export function ApprovalsPage() {
  return (
    <Page
      title="Approvals"
      about="Dangerous acts that wait for a second administrator. Nothing is changed before one of the others approves."
    >
      <Recommendation />
      <Approvals state="waiting" title="Waiting" />
      <Approvals state="decided" title="Decided" />
    </Page>
  );
}

function Approvals({ state, title }: { state: 'waiting' | 'decided'; title: string }) {
  const approvals = useInfiniteQuery(
    askingPages(['GET /approvals', state], (cursor) =>
      request('GET /approvals', { query: { state, limit: 20, ...(cursor !== undefined && { cursor }) } }),
    ),
  );
  return (
    <Section title={title}>
      <ListPages
        query={approvals}
        empty={
          <EmptyState
            icon={<IconChecks size={36} />}
            title={state === 'waiting' ? 'Nothing waits for a decision' : 'Nothing was decided yet'}
          />
        }
      >
        {(items) => (
          <ul className={rows.list ?? ''}>
            {items.map((approval) => (
              <ApprovalRow key={approval.id} approval={approval} />
            ))}
          </ul>
        )}
      </ListPages>
    </Section>
  );
}

/** As soon as two people could approve for each other. */
function Recommendation() {
  const maySet = useMay('settings:write');
  const maySee = useMay('users:read');
  const settings = useQuery({ ...asking('GET /settings'), enabled: maySet });
  const administrators = useQuery({ ...asking('GET /administrators'), enabled: maySet && maySee });
  const able = (administrators.data?.items ?? []).filter(
    ({ role, state, methods }) =>
      (role === 'owner' || role === 'administrator') && state === 'active' && methods.length > 0,
  );
  if (settings.data?.approvals.acts.length !== 0 || able.length < 2) return null;
  return (
    <Alert
      color="blue"
      icon={<IconUsersPlus aria-hidden />}
      title="Let a second person look at dangerous acts"
    >
      {able.length} owners and administrators have set up a second factor: enough to approve for each other.
      Then nobody who takes over one account can turn enforcement off alone.{' '}
      <TextLink to="/admin/settings">Choose which acts</TextLink>
    </Alert>
  );
}
