import { Badge } from '@mantine/core';
import type { RolloutState, Wave } from '@sallyport/contract/rollouts.ts';

const rolloutLooks: Readonly<Record<RolloutState, { name: string; color: string }>> = {
  draft: { name: 'Draft', color: 'gray' },
  scheduled: { name: 'Scheduled', color: 'blue' },
  running: { name: 'Running', color: 'green' },
  paused: { name: 'Paused', color: 'yellow' },
  done: { name: 'Done', color: 'gray' },
  cancelled: { name: 'Cancelled', color: 'gray' },
};

export function RolloutBadge({ state }: { state: RolloutState }) {
  const { name, color } = rolloutLooks[state];
  return (
    <Badge color={color} variant="light" tt="none">
      {name}
    </Badge>
  );
}

export const waveStates: Readonly<Record<Wave['state'], string>> = {
  waiting: 'Planned',
  announcing: 'Being announced',
  announced: 'Announced',
  started: 'Started',
  held: 'Reports only',
  over: 'Deadline passed',
};
