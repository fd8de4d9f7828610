import { Stack, Text } from '@mantine/core';
import type { Rollout } from '@sallyport/contract/rollouts.ts';
import { Section } from '../../console/Section.tsx';
import { formatZoned } from '../../ui/zoned.ts';

/** What it did, and who did something with it. */
export function RolloutLog({ rollout: { log, timeZone } }: { rollout: Rollout }) {
  return (
    <Section title="What happened">
      <Stack gap="sm" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
        {log.map(({ at, what, by }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added, and have no id
          <li key={log.length - index}>
            <Text size="sm" c="dimmed">
              <time dateTime={at}>{formatZoned(at, timeZone)}</time>, {by}
            </Text>
            <Text>{what}</Text>
          </li>
        ))}
      </Stack>
    </Section>
  );
}
