import type { DashboardDay } from '@sallyport/contract/dashboard.ts';
import type { EnrollmentStatus } from '@sallyport/contract/vocabulary.ts';
import type { Series } from '../charts/DayChart.tsx';

/** The colours of the statuses' badges, as they fill columns. */
export const statusColors: Readonly<Record<EnrollmentStatus, string>> = {
  enrolled: 'var(--mantine-color-green-7)',
  'not-enrolled': 'var(--mantine-color-gray-5)',
  'in-enrollment-period': 'var(--mantine-color-blue-5)',
  expired: 'var(--mantine-color-red-7)',
  'pre-enrollment': 'var(--mantine-color-grape-4)',
};

/** What goes wrong; `kind` finds it in the audit log. */
export const troubleSeries: readonly (Series & { kind: string })[] = [
  {
    key: 'password',
    name: 'Wrong passwords',
    color: 'var(--mantine-color-gray-5)',
    kind: 'sign-in.refused',
  },
  { key: 'factor', name: 'Wrong codes', color: 'var(--mantine-color-yellow-6)', kind: 'factor.refused' },
  {
    key: 'lockout',
    name: 'Lockouts',
    color: 'var(--mantine-color-red-7)',
    kind: 'sign-in.denied,factor.throttled',
  },
  {
    key: 'enrollment',
    name: 'Failed enrollments',
    color: 'var(--mantine-color-grape-4)',
    kind: 'enrollment.refused',
  },
  {
    key: 'reset',
    name: 'Help-desk resets',
    color: 'var(--mantine-color-blue-5)',
    kind: 'two-factor.reset,enrollment-period.reset,user.unlocked',
  },
];

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((all, count) => all + count, 0);

export function troublesOf(day: DashboardDay): Readonly<Record<string, number>> {
  const { password = 0, ...byFactor } = day.failedAttempts;
  return {
    password,
    factor: sum(byFactor),
    lockout: sum(day.lockouts),
    enrollment: day.enrollments.failed,
    reset: day.helpDeskResets,
  };
}
