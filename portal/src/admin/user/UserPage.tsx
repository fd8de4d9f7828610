import type { User } from '@sallyport/contract/users.ts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { DialogButton } from '../../console/DialogButton.tsx';
import { Loaded } from '../../console/Loaded.tsx';
import { ButtonLink } from '../../console/links.tsx';
import { Page } from '../../console/Page.tsx';
import { asking } from '../../console/queries.ts';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { ExemptionsSection } from '../exemptions/ExemptionsSection.tsx';
import { RequirementEditor } from '../requirement/RequirementEditor.tsx';
import { UserMarks } from '../users/UserTable.tsx';
import { AccountSection } from './AccountSection.tsx';
import { ActivationSection } from './ActivationSection.tsx';
import { EditUser } from './EditUser.tsx';
import { EventsSection } from './EventsSection.tsx';
import { MailsSection } from './MailsSection.tsx';
import { TwoFactorSection } from './TwoFactorSection.tsx';

/** Everything about one user. */
export function UserPage() {
  const { id } = useParams({ from: '/admin/users/$id' });
  const user = useQuery(asking('GET /users/:id', { params: { id } }));
  const mayWrite = useMay('users:write');
  const mayExplain = useMay('requirements:read');
  return (
    <Page
      title={user.data?.displayName ?? 'User'}
      mark={user.data && <UserMarks user={user.data} />}
      about={user.data && `${user.data.username} · ${user.data.email}`}
      actions={
        <>
          <ButtonLink to="/admin/users" variant="default">
            All users
          </ButtonLink>
          {mayExplain && (
            <ButtonLink to="/admin/explain" search={{ user: id }} variant="default">
              Explain a login
            </ButtonLink>
          )}
          {mayWrite && user.data && (
            <DialogButton label="Edit" title={`Edit ${user.data.displayName}`} variant="default">
              {(close) => user.data && <EditUser user={user.data} onDone={close} />}
            </DialogButton>
          )}
        </>
      }
    >
      <Loaded query={user}>{(loaded) => <Sections key={loaded.id} user={loaded} />}</Loaded>
    </Page>
  );
}

function Sections({ user }: { user: User }) {
  const mayWrite = useMay('users:write');
  const mayReadRules = useMay('requirements:read');
  const mayReadExemptions = useMay('exemptions:read');
  const mayReadMails = useMay('mails:read');
  const mayReadAudit = useMay('audit:read');
  return (
    <>
      {user.state === 'staged' && mayWrite && <ActivationSection user={user} />}
      <TwoFactorSection user={user} />
      {mayReadRules && <OwnRule user={user} />}
      {mayReadExemptions && <ExemptionsSection user={user} />}
      <AccountSection user={user} />
      {mayReadMails && <MailsSection user={user} />}
      {mayReadAudit && <EventsSection userId={user.id} />}
    </>
  );
}

function OwnRule({ user: { id, displayName } }: { user: User }) {
  const requirement = useQuery(asking('GET /users/:id/requirement', { params: { id } }));
  return (
    <Section title="Rule of this user" about={`For ${displayName} alone, besides what other rules ask.`}>
      <Loaded query={requirement}>
        {(current) => (
          <RequirementEditor
            key={current.changedAt ?? current.strength}
            subject={{ kind: 'user', userId: id }}
            current={current}
            label="Two-factor authentication is"
            noneLabel="Off: other rules alone decide"
          />
        )}
      </Loaded>
    </Section>
  );
}
