import type { ExplainedDecision, ExplainedPolicy, Explanation } from '@sallyport/contract/explain.ts';
import { methodNames } from '../../ui/methods.ts';
import { formatDeadline } from '../../ui/time.ts';

type Course = Pick<Explanation, 'decision' | 'afterwards' | 'request'>;

/** What happens to the user, as one sentence. */
export function outcomeInWords({ decision, afterwards, request }: Course): string {
  const clauses = [...pastClauses(request), ...[decision, ...afterwards].map(clause)];
  const sentence = clauses.join(', then ');
  if (sentence === letIn) return 'Let in with the password alone.';
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

const letIn = 'let in';

function clause(decision: ExplainedDecision): string {
  switch (decision.outcome) {
    case 'allow':
      return letIn;
    case 'challenge':
      return 'asked for a second factor';
    case 'enroll':
      return decision.skippable
        ? 'reminded to set up a second factor, which can be skipped'
        : 'made to set up a second factor';
    case 'deny':
      return 'refused';
  }
}

function pastClauses({ proofs, skipped }: Explanation['request']): string[] {
  const proved = proofs.some(({ byEnrolling }) => !byEnrolling);
  const enrolled = proofs.some(({ byEnrolling }) => byEnrolling);
  return [
    ...(proved ? ['proved a second factor'] : []),
    ...(enrolled ? ['set up a second factor'] : []),
    ...(skipped ? ['skipped setting up a second factor'] : []),
  ];
}

const either = (words: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(words);

const denials: Readonly<Record<NonNullable<ExplainedDecision['code']>, string>> = {
  'not-active': 'The account is not active.',
  'denied-by-policy': 'A policy denies it.',
  'enrollment-expired': 'The time to set up a second factor has run out.',
  'no-usable-method': 'No second factor is left that could be used.',
  'cannot-ask': 'This way in cannot ask for a second factor.',
  'cannot-enroll': 'This way in cannot let anything be set up.',
  undecidable: 'It could not be decided, and what cannot be decided is refused.',
};

/** The particulars of each step: methods, deadline, why it is refused. */
export function detailsOf({ decision, afterwards, request }: Course): string[] {
  const used = request.proofs.map(({ method, byEnrolling }) => {
    const name = methodNames[method].toLowerCase();
    return byEnrolling ? `Set up: ${name}.` : `Proved by: ${name}.`;
  });
  return [...used, ...[decision, ...afterwards].flatMap(detail)];
}

function detail({ outcome, methods = [], deadline, code, since }: ExplainedDecision): string[] {
  const names = either(methods.map((method) => methodNames[method].toLowerCase()));
  switch (outcome) {
    case 'allow':
      return [];
    case 'challenge':
      return [`Asked for: ${names}.`];
    case 'enroll':
      return [`To be set up: ${names}.`, ...(deadline ? [`Time until ${formatDeadline(deadline)}.`] : [])];
    case 'deny':
      return [
        denials[code ?? 'undecidable'],
        ...(since ? [`The deadline was ${formatDeadline(since)}.`] : []),
      ];
  }
}

/** What a policy asks of those it is about, in short. */
export function asksInWords({ strength, days, allowed, owed }: ExplainedPolicy['asks']): string {
  const names = (methods: readonly (keyof typeof methodNames)[]): string =>
    either(methods.map((method) => methodNames[method].toLowerCase()));
  return [
    askNames[strength],
    ...(strength === 'soft' && days ? [`${days} ${days === 1 ? 'day' : 'days'} of grace`] : []),
    ...(allowed ? [`by ${names(allowed)} only`] : []),
    ...(owed ? [`owes ${names(owed)}`] : []),
  ].join(', ');
}

const askNames: Readonly<Record<ExplainedPolicy['asks']['strength'], string>> = {
  none: 'Asks whoever has a second factor',
  optional: 'Optional 2FA',
  soft: '2FA mandatory',
  forced: '2FA mandatory at once',
  deny: 'Refuses',
};

/** What came of a policy. */
export const effectNames: Readonly<Record<ExplainedPolicy['effect'], string>> = {
  applied: 'Applied',
  missed: 'Not about this login',
  off: 'Off',
  'report-only': 'Only reports',
  rescue: 'Lifted: enforcement is off',
  'strict-profile-off': 'Lifted: strict profile is off',
  exemption: 'Lifted: exempt',
  administrator: 'Lifted: administers',
};
