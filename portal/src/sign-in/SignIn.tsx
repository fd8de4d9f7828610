import { VisuallyHidden } from '@mantine/core';
import type { SignInState } from '@sallyport/contract/sign-in.ts';
import { useEffect, useState } from 'react';
import { call } from '../ui/api.ts';
import { BackupCodesPanel } from '../ui/BackupCodesPanel.tsx';
import { PageHeading } from '../ui/PageHeading.tsx';
import { safeReturnPath } from '../ui/return-path.ts';
import { ErrorPanel, Loading } from '../ui/states.tsx';
import { ChallengeStep } from './ChallengeStep.tsx';
import { DeniedStep } from './DeniedStep.tsx';
import { EarlierStillWork } from './EarlierStillWork.tsx';
import { EnrollStep } from './EnrollStep.tsx';
import { PasswordStep } from './PasswordStep.tsx';
import { SetupNeeded } from './SetupNeeded.tsx';
import { Step } from './Step.tsx';
import { findStage, type Stage, stageAfter } from './stage.ts';

interface Props {
  /** Where the sign-in stands as the page opens. */
  first: Promise<Stage>;
  organisation: string;
  /** Whom to ask; absent until it is known. */
  helpDesk: string | undefined;
  /** There is no owner yet. */
  setupNeeded: boolean;
}

type Shown = Stage | { at: 'loading' } | { at: 'failed'; error: unknown };

/** One sign-in, from the password to the page it was for: shows whatever the server says comes next. */
export function SignIn({ first, organisation, helpDesk, setupNeeded }: Props) {
  const [looking, setLooking] = useState(first);
  const [shown, setShown] = useState<Shown>({ at: 'loading' });

  useEffect(() => {
    let dropped = false;
    const show = (stage: Shown) => dropped || setShown(stage);
    looking.then(show, (error: unknown) => show({ at: 'failed', error }));
    return () => {
      dropped = true;
    };
  }, [looking]);

  useEffect(() => {
    if (shown.at !== 'complete') return;
    const candidate = new URLSearchParams(location.search).get('return');
    location.replace(safeReturnPath(candidate, location.origin));
  }, [shown.at]);

  const advance = async (step: Promise<SignInState>) => setShown(await stageAfter(step));
  async function startAgain() {
    await call('DELETE /sign-ins/current').catch(() => {});
    setShown({ at: 'password' });
  }

  switch (shown.at) {
    case 'loading':
      return (
        <Step heading={<VisuallyHidden component="h1">Sign in</VisuallyHidden>}>
          <Loading />
        </Step>
      );
    case 'failed':
      return (
        <Step heading={<PageHeading>Sign in</PageHeading>}>
          <ErrorPanel
            error={shown.error}
            onRetry={() => {
              setShown({ at: 'loading' });
              setLooking(findStage());
            }}
          />
        </Step>
      );
    case 'password':
      return setupNeeded ? (
        <SetupNeeded />
      ) : (
        <PasswordStep expired={shown.expired ?? false} advance={advance} />
      );
    case 'challenge':
      return (
        <ChallengeStep
          challenge={shown.challenge}
          helpDesk={helpDesk}
          advance={advance}
          startAgain={startAgain}
        />
      );
    case 'enroll':
      return (
        <EnrollStep
          enrollment={shown.enrollment}
          helpDesk={helpDesk}
          advance={advance}
          confirmed={async (step) => {
            const next = await stageAfter(step);
            const tells = shown.enrollment.afterAccessCode && next.at === 'complete';
            setShown(tells ? { at: 'earlier-still-work' } : next);
          }}
          startAgain={startAgain}
        />
      );
    case 'denied':
      return <DeniedStep denial={shown.denial} username={shown.username} startAgain={startAgain} />;
    case 'backup-codes':
      return (
        <Step heading={<PageHeading>Save your backup codes</PageHeading>}>
          <BackupCodesPanel
            codes={shown.codes}
            username={shown.username}
            organisation={organisation}
            onDone={() => setShown(shown.next)}
          />
        </Step>
      );
    case 'earlier-still-work':
      return <EarlierStillWork onDone={() => setShown({ at: 'complete' })} />;
    case 'complete':
      return (
        <Step heading={<PageHeading>You are signed in</PageHeading>}>
          <Loading label="Opening the page" />
        </Step>
      );
  }
}
