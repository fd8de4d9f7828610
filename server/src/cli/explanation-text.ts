import type {
  ExplainedCriterion,
  ExplainedDecision,
  ExplainedPolicy,
  Explanation,
} from '@sallyport/contract/explain.ts';
import type { MethodKind } from '@sallyport/contract/vocabulary.ts';

/** An explanation for a terminal: the outcome first, then what it was made from, then every policy. */
export const explanationText = (explanation: Explanation): string =>
  [
    ...heading(explanation),
    '',
    ...aboutUser(explanation),
    '',
    ...explanation.policies.flatMap(policyLines),
  ].join('\n');

/** `2026-11-21 23:59 UTC` */
const time = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

// ── the outcome ─────────────────────────────────────────────────────────────────────────────────

const heading = ({ at, user, request, signIn, decision, afterwards }: Explanation): string[] => {
  const { kind, id } = request.resource;
  const where = id === undefined ? kind : `${kind} ${id}`;
  const from = request.address ?? 'an address not known';
  const name = user.username ?? `a user deleted since (${user.id})`;
  const entry = signIn?.auditSeq === undefined ? '' : `, entry ${signIn.auditSeq}`;
  const proved = request.proofs.map(({ method, byEnrolling }) =>
    byEnrolling ? `set up ${methodNames[method]}` : `proved by ${methodNames[method]}`,
  );
  if (request.skipped) proved.push('skipped the set-up');
  const course = [decision, ...afterwards].map(outcome).join(', then ');
  const causes = decision.requiredBy.map((cause) => `“${cause.name}”`);
  return [
    `${name} → ${where}, from ${from}, ${time(at)}${request.rememberedDevice ? ', remembered device' : ''}${entry}`,
    '',
    ...(signIn?.record === 'changed' ? [`  ${changedSince}`, ''] : []),
    ...(proved.length > 0 ? [`  After the password: ${proved.join(', ')}.`] : []),
    `  ${course.charAt(0).toUpperCase()}${course.slice(1)}.`,
    causes.length > 0 ? `  Because of ${causes.join(', ')}.` : '  No policy asks for more.',
  ];
};

const changedSince =
  'What is stored of this sign-in was changed since: it is not what the audit log has a digest of.';

const methodNames: Readonly<Record<MethodKind, string>> = {
  totp: 'authenticator app',
  webauthn: 'passkey',
  'backup-code': 'backup code',
  'temporary-access-code': 'temporary access code',
};

const either = (methods: readonly MethodKind[] = []): string =>
  new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(methods.map((method) => methodNames[method]));

const denials: Readonly<Record<NonNullable<ExplainedDecision['code']>, string>> = {
  'not-active': 'the account is not active',
  'denied-by-policy': 'a policy denies it',
  'enrollment-expired': 'the enrollment period has expired',
  'no-usable-method': 'no method is left that could be used',
  'cannot-ask': 'this way in cannot ask for a second factor',
  'cannot-enroll': 'nothing can be set up on this way in',
  undecidable: 'it could not be decided',
};

const outcome = (decision: ExplainedDecision): string => {
  switch (decision.outcome) {
    case 'allow':
      return 'let in';
    case 'challenge':
      return `asked for a second factor (${either(decision.methods)})`;
    case 'enroll': {
      const skip = decision.skippable ? 'can be skipped' : 'cannot be skipped';
      const until = decision.deadline === undefined ? '' : `, until ${time(decision.deadline)}`;
      return `must set up ${either(decision.methods)} (${skip}${until})`;
    }
    case 'deny': {
      const since = decision.since === undefined ? '' : ` since ${time(decision.since)}`;
      return `refused: ${denials[decision.code ?? 'undecidable']}${since}`;
    }
  }
};

// ── the user ────────────────────────────────────────────────────────────────────────────────────

const aboutUser = ({ user, settings }: Explanation): string[] => {
  const groups = user.groups.map(({ name }) => name ?? 'a group deleted since').toSorted();
  const holds = user.authenticators.map(
    ({ method, disabled }) => `${methodNames[method]}${disabled ? ' (disabled)' : ''}`,
  );
  if (user.backupCodesLeft > 0) holds.push(`${user.backupCodesLeft} backup codes`);
  const facts: readonly (readonly [string, string])[] = [
    ['User', [user.state, ...(user.role ? [user.role] : [])].join(', ')],
    ['Groups', groups.join(', ') || 'none'],
    ['Second factors', holds.join(', ') || 'none'],
    ...user.periods.map(
      ({ policy = 'a policy gone since', startedAt, deadline }) =>
        ['Period', `“${policy}”, ${time(startedAt)} to ${time(deadline)}`] as const,
    ),
    ...(user.accessCodeUntil ? [['Access code', `until ${time(user.accessCodeUntil)}`] as const] : []),
    ...(user.onLeaveUntil ? [['On leave', `until ${time(user.onLeaveUntil)}`] as const] : []),
    ...(user.exemptUntil ? [['Exempt', `until ${time(user.exemptUntil)}`] as const] : []),
    ...(user.enrollmentDueFromActivation ? [['Activation', 'has yet to set up 2FA'] as const] : []),
    ...(settings.enforcement ? [] : [['Enforcement', 'is off (rescue)'] as const]),
    ...(settings.strictProfile ? [['Strict profile', 'is on'] as const] : []),
  ];
  return facts.map(([name, value]) => `  ${name.padEnd(15)} ${value}`);
};

// ── policies ────────────────────────────────────────────────────────────────────────────────────

const effects: Readonly<Record<ExplainedPolicy['effect'], string>> = {
  applied: 'applied',
  missed: 'missed',
  off: 'is off',
  'report-only': 'would apply, but only reports',
  rescue: 'lifted: enforcement is off',
  'strict-profile-off': 'lifted: the strict profile is off',
  exemption: 'lifted: the user is exempt',
  administrator: 'lifted: soft, and the user administers',
};

const asks = ({ strength, days, allowed, owed }: ExplainedPolicy['asks']): string =>
  [
    strength,
    ...(days ? [`${days} days`] : []),
    ...(allowed ? [`by ${either(allowed)}`] : []),
    ...(owed ? [`owes ${owed.map((method) => methodNames[method]).join(', ')}`] : []),
  ].join(', ');

const verdicts: Readonly<Record<ExplainedCriterion['verdict'], string>> = {
  hit: '✓ hit',
  miss: '✗ missed',
  unknown: '? unknown',
};

const policyLines = (policy: ExplainedPolicy): string[] => [
  `  ${policy.name} (${asks(policy.asks)}): ${effects[policy.effect]}`,
  ...policy.criteria.map(
    ({ verdict, wanted, found }) => `      ${verdicts[verdict].padEnd(10)} ${wanted} — ${found}`,
  ),
];
