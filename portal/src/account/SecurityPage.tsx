import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../console/Loaded.tsx';
import { Page } from '../console/Page.tsx';
import { asking } from '../console/queries.ts';
import { AuthenticatorsSection } from './AuthenticatorsSection.tsx';
import { BackupCodesSection } from './BackupCodesSection.tsx';
import { CheckUpCard } from './CheckUpCard.tsx';
import { NewBackupCodes } from './NewBackupCodes.tsx';
import { PasswordSection } from './PasswordSection.tsx';
import { StandingAlert } from './StandingAlert.tsx';

/** How one's own account is protected, and everything to change about it. */
export function SecurityPage() {
  const me = useQuery(asking('GET /me'));
  // Held here, where nothing that is loaded anew can take them off the screen: they are shown only once.
  const [newCodes, setNewCodes] = useState<readonly string[]>([]);
  return (
    <Page title="My security" about="What you sign in with, and what to do if you lose it.">
      <Loaded query={me}>
        {(account) => (
          <>
            <StandingAlert twoFactor={account.twoFactor} />
            <CheckUpCard />
            <AuthenticatorsSection me={account} onBackupCodes={setNewCodes} />
            <BackupCodesSection me={account} onBackupCodes={setNewCodes} />
            <PasswordSection username={account.username} />
            <NewBackupCodes codes={newCodes} username={account.username} onDone={() => setNewCodes([])} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
