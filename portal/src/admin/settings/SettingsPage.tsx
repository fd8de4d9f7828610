import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../console/Loaded.tsx';
import { Page } from '../../console/Page.tsx';
import { asking } from '../../console/queries.ts';
import { MailSection } from './MailSection.tsx';
import { MethodsSection } from './MethodsSection.tsx';
import { OrganisationSection } from './OrganisationSection.tsx';
import { SessionsSection } from './SessionsSection.tsx';
import { SignInSection } from './SignInSection.tsx';

/** The organisation's settings; each section is saved by itself. */
export function SettingsPage() {
  const settings = useQuery(asking('GET /settings'));
  return (
    <Page title="Settings">
      <Loaded query={settings}>
        {({ organisation, methods, signIn, sessions, mail }) => (
          <>
            <OrganisationSection saved={organisation} />
            <MethodsSection saved={methods} />
            <SignInSection saved={signIn} />
            <SessionsSection saved={sessions} />
            <MailSection saved={mail} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
