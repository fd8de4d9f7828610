import type { SignInState } from '@sallyport/contract/sign-in.ts';
import { call } from '../ui/api.ts';
import { PageHeading } from '../ui/PageHeading.tsx';
import { ProveIdentity } from '../ui/prove/ProveIdentity.tsx';
import { NoPhone } from './NoPhone.tsx';
import { Step } from './Step.tsx';

interface Props {
  challenge: NonNullable<SignInState['challenge']>;
  helpDesk: string | undefined;
  advance: (step: Promise<SignInState>) => Promise<void>;
  startAgain: () => void;
}

/** The second factor. */
export function ChallengeStep({ challenge, helpDesk, advance, startAgain }: Props) {
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
      <NoPhone
        question="I have none of these at hand"
        helpDesk={helpDesk}
        ways={[
          'A backup code lets you in once. You saved or printed ten of them when you set up your second factor.',
          'If you set up a second device, use that one.',
          'Else ask for a temporary access code. After making sure that it is you, an administrator gives you one that lets you in once, and you can set up a new device.',
        ]}
      />
    </Step>
  );
}
