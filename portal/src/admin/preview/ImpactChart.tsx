import { Stack, Text, Title } from '@mantine/core';
import type { Preview } from '@sallyport/contract/preview.ts';
import { DayChart } from '../charts/DayChart.tsx';

const series = [
  { key: 'before', name: 'Locked out before', color: 'var(--mantine-color-red-3)' },
  { key: 'new', name: 'Locked out from that day on', color: 'var(--mantine-color-red-7)' },
  { key: 'due', name: 'Have their deadline that day', color: 'var(--mantine-color-yellow-5)' },
] as const;

/** Who could not sign in any more, day by day, if nobody did anything: what reminders and help are there to prevent. */
export function ImpactChart({ preview }: { preview: Preview }) {
  let lockedOut = preview.lockedOut;
  const days = preview.days.map(({ day, deadlines, lockedOut: more }) => {
    const before = lockedOut;
    lockedOut += more;
    return { day, values: { before, new: more, due: deadlines } };
  });
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        If nobody did anything
      </Title>
      <Text size="sm" c="dimmed">
        Everybody is reminded by mail. These are the days on which those who set nothing up could not sign in
        any more.
      </Text>
      <DayChart label="Locked out, day by day" series={series} days={days} />
    </Stack>
  );
}
