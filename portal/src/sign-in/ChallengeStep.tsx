import type { SignInState } from '@sallyport/contract/sign-in.ts';
import { call } from '../ui/api.ts';
import { PageHeading } from '../ui/PageHeading.tsx';
import { ProveIdentity } from '../ui/prove/ProveIdentity.tsx';
import { Step } from './Step.tsx';

interface Props {
  challenge: NonNullable<SignInState['challenge']>;
  advance: (step: Promise<SignInState>) => Promise<void>;
  startAgain: () => void;
}

/** The second factor. */
export function ChallengeStep({ challenge, advance, startAgain }: Props) {
  return (
    <Step
      heading={<PageHeading takesFocus={false}>Confirm that it is you</PageHeading>}
      startAgain={startAgain}
    >
      <ProveIdentity
        methods={challenge.methods}
        preferred={challenge.default}
        start={(method) => call('POST /sign-ins/current/challenges', { body: { method } })}
        submit={(body) => advance(call('POST /sign-ins/current/proofs', { body }))}
      />
    </Step>
  );
}
