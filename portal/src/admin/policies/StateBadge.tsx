import { Badge } from '@mantine/core';
import type { PolicyState } from '@sallyport/contract/vocabulary.ts';
import { IconCircleCheck, IconCircleOff, IconEye } from '@tabler/icons-react';
import classes from './StateBadge.module.css';
import { stateNames } from './words.ts';

const looks = {
  on: { color: 'green', icon: IconCircleCheck },
  'report-only': { color: 'yellow', icon: IconEye },
  off: { color: 'gray', icon: IconCircleOff },
} as const satisfies Record<PolicyState, unknown>;

/** Shape and colour both tell the states apart. */
export function StateBadge({ state }: { state: PolicyState }) {
  const { color, icon: Icon } = looks[state];
  return (
    <Badge
      color={color}
      variant="light"
      tt="none"
      fw={600}
      className={classes.badge ?? ''}
      leftSection={<Icon size={13} aria-hidden />}
    >
      {stateNames[state]}
    </Badge>
  );
}
