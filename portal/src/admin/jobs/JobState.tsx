import { Badge } from '@mantine/core';
import type { Job, JobState as State } from '@sallyport/contract/jobs.ts';
import {
  IconAlertTriangle,
  IconCheck,
  IconCircleOff,
  IconHourglass,
  IconPlayerPlay,
} from '@tabler/icons-react';

const looks = {
  waiting: { color: 'gray', icon: IconHourglass, label: 'Waiting' },
  running: { color: 'blue', icon: IconPlayerPlay, label: 'Running' },
  done: { color: 'green', icon: IconCheck, label: 'Done' },
  failed: { color: 'red', icon: IconAlertTriangle, label: 'Failed' },
  cancelled: { color: 'orange', icon: IconCircleOff, label: 'Cancelled' },
} as const satisfies Record<State, unknown>;

export function JobState({ job }: { job: Pick<Job, 'state'> }) {
  const { color, icon: Icon, label } = looks[job.state];
  return (
    <Badge color={color} variant="light" tt="none" fw={600} leftSection={<Icon size={13} aria-hidden />}>
      {label}
    </Badge>
  );
}
