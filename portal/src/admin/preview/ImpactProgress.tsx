import { Progress, Stack, Text } from '@mantine/core';

/** How far a preview of many people is. */
export function ImpactProgress({ done, total }: { done: number; total: number }) {
  const label = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} people looked at`;
  return (
    <Stack gap="xs">
      <Text size="sm" role="status">
        {label} …
      </Text>
      <Progress value={total === 0 ? 0 : (100 * done) / total} aria-label="People looked at" />
    </Stack>
  );
}
