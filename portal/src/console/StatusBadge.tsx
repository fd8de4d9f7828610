import { Badge, Text, Tooltip, UnstyledButton } from '@mantine/core';
import type { TwoFactor } from '@sallyport/contract/me.ts';
import type { EnrollableMethod, EnrollmentStatus } from '@sallyport/contract/vocabulary.ts';
import {
  IconAlertTriangle,
  IconCircleDashed,
  IconClockHour4,
  IconHourglass,
  IconShieldCheck,
} from '@tabler/icons-react';
import classes from './StatusBadge.module.css';
import { statusDates, statusDetails, statusNames, statusOf } from './two-factor.ts';

/** Shape and colour both tell the statuses apart, so that neither is needed alone. */
export const statusLooks = {
  enrolled: { color: 'green', icon: IconShieldCheck },
  'not-enrolled': { color: 'gray', icon: IconCircleDashed },
  'in-enrollment-period': { color: 'blue', icon: IconClockHour4 },
  expired: { color: 'red', icon: IconAlertTriangle },
  'pre-enrollment': { color: 'grape', icon: IconHourglass },
} as const satisfies Record<EnrollmentStatus, unknown>;

interface Props {
  twoFactor: TwoFactor;
  /** Shows how the user stands with this one alone. */
  method?: EnrollableMethod | undefined;
}

/** A user's 2FA status with its dates; the whole story on hover, focus or tap. */
export function StatusBadge({ twoFactor, method }: Props) {
  const status = statusOf(twoFactor, method);
  const { color, icon: Icon } = statusLooks[status];
  const dates = statusDates(twoFactor, method);
  return (
    <Tooltip
      multiline
      interactive
      w={300}
      events={{ hover: true, focus: true, touch: true }}
      label={statusDetails(twoFactor, method).map((sentence) => (
        <span key={sentence} className={classes.sentence}>
          {sentence}
        </span>
      ))}
    >
      <UnstyledButton type="button" className={classes.status}>
        <Badge
          color={color}
          variant="light"
          tt="none"
          fw={600}
          className={classes.badge ?? ''}
          leftSection={<Icon size={13} aria-hidden />}
        >
          {statusNames[status]}
        </Badge>
        {dates && (
          <Text component="span" size="xs" c="dimmed" className={classes.dates ?? ''}>
            {dates}
          </Text>
        )}
      </UnstyledButton>
    </Tooltip>
  );
}
