import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../console/Loaded.tsx';
import { Page } from '../../console/Page.tsx';
import { asking } from '../../console/queries.ts';
import { ApprovalsSection } from './ApprovalsSection.tsx';
import { AuditStreamSection } from './AuditStreamSection.tsx';
import { EnrollmentSection } from './EnrollmentSection.tsx';
import { MailSection } from './MailSection.tsx';
import { MethodsSection } from './MethodsSection.tsx';
import { OrganisationSection } from './OrganisationSection.tsx';
import { SessionsSection } from './SessionsSection.tsx';
import { SignInSection } from './SignInSection.tsx';
import { StrictProfileSection } from './StrictProfileSection.tsx';

/** The organisation's settings; each section is saved by itself. */
export function SettingsPage() {
  const settings = useQuery(asking('GET /settings'));
  return (
    <Page title="Settings">
      <Loaded query={settings}>
        {({ organisation, methods, signIn, enrollment, sessions, mail, strictProfile, approvals, audit }) => (
          <>
            <OrganisationSection saved={organisation} />
            <MethodsSection saved={methods} />
            <SignInSection saved={signIn} />
            <EnrollmentSection saved={enrollment} />
            <SessionsSection saved={sessions} />
            <ApprovalsSection saved={approvals} />
            <StrictProfileSection saved={strictProfile} />
            <MailSection saved={mail} />
            <AuditStreamSection saved={audit} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
