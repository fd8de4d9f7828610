import type { PublicInfo } from '@sallyport/contract/sign-in.ts';
import { useEffect, useState } from 'react';
import { SmallPage } from '../ui/SmallPage.tsx';
import { ForgottenPassword } from './ForgottenPassword.tsx';
import { LinkPage } from './LinkPage.tsx';
import { SignIn } from './SignIn.tsx';
import { type Stage, stageOf } from './stage.ts';

/** What the address asks for. */
export type Page =
  | { name: 'sign-in'; stage: Promise<Stage> }
  | { name: 'link'; token: string | undefined }
  | { name: 'forgotten-password' };

/** All pages for those who are not signed in yet. */
export function App({ page, info }: { page: Page; info: Promise<PublicInfo> }) {
  const [known, setKnown] = useState<PublicInfo>();
  const [current, setCurrent] = useState(page);
  useEffect(() => {
    // Without it the page has no name and help desk on it, but works.
    info.then(setKnown, () => {});
  }, [info]);

  return (
    <SmallPage organisation={known?.organisation} helpDesk={known?.helpDesk}>
      {current.name === 'sign-in' && (
        <SignIn
          first={current.stage}
          organisation={known?.organisation || 'Sallyport'}
          helpDesk={known?.helpDesk}
          setupNeeded={known?.setupNeeded ?? false}
        />
      )}
      {current.name === 'link' && (
        <LinkPage
          token={current.token}
          onSignIn={(state) => {
            // From here on it is a sign-in like any other, and a reload goes on with it.
            history.replaceState(null, '', '/sign-in');
            setCurrent({ name: 'sign-in', stage: Promise.resolve(stageOf(state)) });
          }}
        />
      )}
      {current.name === 'forgotten-password' && <ForgottenPassword />}
    </SmallPage>
  );
}
