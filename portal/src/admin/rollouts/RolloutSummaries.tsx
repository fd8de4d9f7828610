import { Group, Stack, Text } from '@mantine/core';
import type { RolloutSummary } from '@sallyport/contract/rollouts.ts';
import { IconTimeline } from '@tabler/icons-react';
import { ButtonLink, TextLink } from '../../console/links.tsx';
import { useMay } from '../../console/session.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { RolloutBadge } from './states.tsx';

/** How each rollout stands, in a line or two. */
export function RolloutSummaries({ rollouts }: { rollouts: readonly Omit<RolloutSummary, 'createdAt'>[] }) {
  const mayPlan = useMay('requirements:write');
  if (rollouts.length === 0)
    return (
      <EmptyState
        icon={<IconTimeline size={36} />}
        title="No rollout is planned"
        action={mayPlan && <ButtonLink to="/admin/rollouts/new">Plan a rollout</ButtonLink>}
      >
        Require 2FA wave after wave: each with its people, its start, its enrollment period, and a mail
        beforehand.
      </EmptyState>
    );
  return (
    <Stack gap="sm" component="ul" m={0} p={0}>
      {rollouts.map(({ id, name, state, waves, started, nextStartAt }) => (
        <Group key={id} component="li" gap="sm" style={{ listStyle: 'none' }}>
          <TextLink to="/admin/rollouts/$id" params={{ id }} fw={600}>
            {name}
          </TextLink>
          <RolloutBadge state={state} />
          <Text size="sm" c="dimmed">
            {started} of {waves} {waves === 1 ? 'wave' : 'waves'} started
            {nextStartAt && state !== 'paused' && (
              <>
                , the next on <Time iso={nextStartAt} />
              </>
            )}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
