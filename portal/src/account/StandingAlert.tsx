import { Alert } from '@mantine/core';
import type { TwoFactor } from '@sallyport/contract/me.ts';
import { IconAlertTriangle, IconInfoCircle, IconShieldCheck } from '@tabler/icons-react';
import { methodNames } from '../ui/methods.ts';
import { requirerNames } from '../ui/required-by.ts';
import { formatDeadline, formatRelative } from '../ui/time.ts';

/** Says in one glance whether something is to be done, by when, and who asks for it. */
export function StandingAlert({ twoFactor }: { twoFactor: TwoFactor }) {
  const { status, required, owed, period, methods } = twoFactor;
  const why = required
    ? `Required by ${requirerNames(twoFactor.requiredBy)}.`
    : 'Your organisation does not require it of you.';

  if (status === 'enrolled' && owed.length === 0) {
    return (
      <Alert
        color="green"
        icon={<IconShieldCheck aria-hidden />}
        title="Two-factor authentication protects your account"
      >
        {why}
      </Alert>
    );
  }
  if (!required) {
    return (
      <Alert
        color="blue"
        icon={<IconInfoCircle aria-hidden />}
        title="You have not set up two-factor authentication"
      >
        {why} Set it up anyway: a stolen password is then of no use to anybody.
      </Alert>
    );
  }
  const what =
    methods.length > 0 && owed.length > 0
      ? `Please set up: ${owed.map((method) => methodNames[method]).join(', ')}`
      : 'Please set up two-factor authentication';
  return (
    <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={what}>
      {period
        ? `You have until ${formatDeadline(period.deadline)} (${formatRelative(period.deadline)}). After that you cannot sign in without it. `
        : ''}
      {why}
    </Alert>
  );
}
