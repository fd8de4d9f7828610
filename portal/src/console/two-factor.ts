import type { TwoFactor } from '@sallyport/contract/me.ts';
import type { RequiredBy } from '@sallyport/contract/sign-in.ts';
import type { EnrollableMethod, EnrollmentStatus } from '@sallyport/contract/vocabulary.ts';
import { methodNames } from '../ui/methods.ts';
import { inOnePhrase } from '../ui/phrase.ts';
import { formatDate, formatDates, formatDeadline } from '../ui/time.ts';

/** How the enrollment statuses are called, in the order of filters and counts. */
export const statusNames: Readonly<Record<EnrollmentStatus, string>> = {
  enrolled: 'Enrolled',
  'not-enrolled': 'Not enrolled',
  'in-enrollment-period': 'In enrollment period',
  expired: 'Expired',
  'pre-enrollment': 'Pre-enrollment',
};
export const statuses = Object.keys(statusNames) as EnrollmentStatus[];

/** “Everyone”, “group Sales”, …: which switch requires 2FA of somebody. */
function requirerName({ kind, name }: RequiredBy): string {
  switch (kind) {
    case 'administrators':
      return 'the rule for administrators';
    case 'everyone':
      return 'the rule for everyone';
    case 'group':
      return `the group “${name}”`;
    case 'user':
      return 'a rule for this user alone';
    case 'named':
      return `the policy “${name}”`;
  }
}

const requirersOf = ({ requiredBy }: Pick<TwoFactor, 'requiredBy'>): string =>
  inOnePhrase(requiredBy.map(requirerName));

const listOfMethods = (methods: TwoFactor['methods']) =>
  inOnePhrase(methods.map((method) => methodNames[method]));

/** The status of one method alone, or of all together. */
export const statusOf = ({ status, byMethod }: TwoFactor, method?: EnrollableMethod): EnrollmentStatus =>
  method ? byMethod[method] : status;

/** The dates that belong to a status, short, for beneath it; undefined where it has none. */
export function statusDates(twoFactor: TwoFactor, method?: EnrollableMethod): string | undefined {
  const { period } = twoFactor;
  const status = statusOf(twoFactor, method);
  if (!period) return undefined;
  if (status === 'in-enrollment-period') return formatDates(period.startedAt, period.deadline);
  return status === 'expired' ? `since ${formatDate(period.deadline)}` : undefined;
}

/** The whole story of a status, one sentence an item; that of one method tells the overall one too. */
export function statusDetails(twoFactor: TwoFactor, method?: EnrollableMethod): readonly string[] {
  const { status, methods, owed, required } = twoFactor;
  return [
    ...(method
      ? [
          `${methodNames[method]}: ${statusNames[statusOf(twoFactor, method)].toLowerCase()}.`,
          `2FA overall: ${statusNames[status].toLowerCase()}.`,
        ]
      : []),
    statusSentence(twoFactor),
    ...(methods.length > 0 ? [`Set up: ${listOfMethods(methods)}.`] : []),
    ...(owed.length > 0 ? [`Still to be set up: ${listOfMethods(owed)}.`] : []),
    required ? `2FA is required by ${requirersOf(twoFactor)}.` : '2FA is not required.',
  ];
}

function statusSentence({ status, period }: TwoFactor): string {
  switch (status) {
    case 'enrolled':
      return 'Signs in with a second factor.';
    case 'not-enrolled':
      return 'Has not set up a second factor.';
    case 'in-enrollment-period':
      return period
        ? `Has time to set up a second factor from ${formatDeadline(period.startedAt)} until ${formatDeadline(period.deadline)}.`
        : 'Has time to set up a second factor.';
    case 'expired':
      return `${period ? `The time to set up ended on ${formatDeadline(period.deadline)}.` : 'The time to set up is over.'} Locked out until an administrator resets the enrollment period.`;
    case 'pre-enrollment':
      return 'Has not activated the account yet.';
  }
}
