import type { RequiredBy, SignInState } from '@sallyport/contract/sign-in.ts';
import { isoTime } from '../../kernel/instant.ts';
import type { Because, Decision, DenyCode } from '../../policy/model.ts';
import type { Standpoint } from '../standpoint.ts';
import { snoozeOf } from './snooze-offer.ts';

export const requiredBy = (because: readonly Because[]): RequiredBy[] =>
  because.map(({ policy, name, kind }) => ({ policyId: policy, name, kind }));

/** A decision in the words of the contract, for the person who is signing in. */
export const signInState = (decision: Decision, standpoint: Standpoint): SignInState => {
  const user = { username: standpoint.user.username, displayName: standpoint.user.displayName };
  switch (decision.outcome) {
    case 'allow':
      return { state: 'complete', user };
    case 'challenge':
      return {
        state: 'challenge',
        user,
        challenge: { methods: [...decision.methods], default: decision.preferred },
      };
    case 'enroll': {
      const [first] = decision.methods;
      const snooze = snoozeOf(decision, standpoint);
      if (first === undefined) return denied('no-usable-method', standpoint);
      return {
        state: 'enroll',
        user,
        enrollment: {
          strength: decision.strength,
          methods: [...decision.methods],
          default: first,
          ...(decision.deadline !== undefined && { deadline: isoTime(decision.deadline) }),
          skippable: decision.skippable,
          requiredBy: requiredBy(decision.because),
          ...(snooze && { snooze: { days: snooze.days, deadline: isoTime(snooze.deadline) } }),
          ...(decision.afterAccessCode && { afterAccessCode: true }),
        },
      };
    }
    case 'deny':
      return denied(decision.code, standpoint, decision.since);
  }
};

const denied = (code: DenyCode, { rules, user }: Standpoint, since?: number): SignInState => ({
  state: 'denied',
  user: { username: user.username, displayName: user.displayName },
  denial: {
    code: wireCode[code],
    message: denialMessages[wireCode[code]],
    helpDesk: rules.settings.organisation.helpDesk,
    ...(since !== undefined && { since: isoTime(since) }),
  },
});

type WireDenial = NonNullable<SignInState['denial']>['code'];

const wireCode: Record<DenyCode, WireDenial> = {
  // Whoever is not active never gets as far as a decision at a password; the general word says no more than needed.
  'not-active': 'denied-by-policy',
  undecidable: 'denied-by-policy',
  'denied-by-policy': 'denied-by-policy',
  'enrollment-expired': 'enrollment-expired',
  'no-usable-method': 'no-usable-method',
  'cannot-ask': 'cannot-ask',
  'cannot-enroll': 'cannot-ask',
};

const denialMessages: Record<WireDenial, string> = {
  'enrollment-expired':
    'The time to set up a second factor has run out. Ask the help desk for a new enrollment period; then sign in again.',
  'denied-by-policy': 'Your organisation does not allow this sign-in. Ask the help desk if you need it.',
  'no-usable-method':
    'None of your second factors can be used here. Ask the help desk to reset your two-factor authentication.',
  'cannot-ask': 'A second factor is needed, and this way in cannot ask for one. Sign in at the portal first.',
};
