import { Alert, Text } from '@mantine/core';
import type { Rollout } from '@sallyport/contract/rollouts.ts';
import { IconPlayerPause } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Loaded } from '../../console/Loaded.tsx';
import { Page } from '../../console/Page.tsx';
import { asking } from '../../console/queries.ts';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { formatZoned } from '../../ui/zoned.ts';
import { DryRunSection } from './DryRunSection.tsx';
import { RolloutActions } from './RolloutActions.tsx';
import { RolloutLog } from './RolloutLog.tsx';
import { RolloutBadge } from './states.tsx';
import { Timeline } from './Timeline.tsx';
import { WatchSection } from './WatchSection.tsx';
import { WaveTable } from './WaveTable.tsx';

/** One rollout: what comes when, how it goes, and what it did. */
export function RolloutPage() {
  const { id } = useParams({ from: '/admin/rollouts/$id' });
  const rollout = useQuery({
    ...asking('GET /rollouts/:id', { params: { id } }),
    refetchInterval: 15_000,
  });
  return <Loaded query={rollout}>{(shown) => <Shown rollout={shown} />}</Loaded>;
}

function Shown({ rollout }: { rollout: Rollout }) {
  const mayChange = useMay('requirements:write');
  return (
    <Page
      title={rollout.name}
      mark={<RolloutBadge state={rollout.state} />}
      about={`Times are those of ${rollout.timeZone}.`}
      actions={mayChange && <RolloutActions rollout={rollout} />}
    >
      {rollout.state === 'paused' && (
        <Alert color="yellow" icon={<IconPlayerPause aria-hidden />} title="Paused">
          <Text size="sm">{rollout.pausedBecause}</Text>
          {rollout.pausedAt && (
            <Text size="sm">Paused since {formatZoned(rollout.pausedAt, rollout.timeZone)}.</Text>
          )}
        </Alert>
      )}
      {rollout.state === 'draft' && (
        <Alert>Nothing happens yet. Play it through below, and start it when you like what you see.</Alert>
      )}
      <Section title="Waves">
        <Timeline rollout={rollout} />
        <WaveTable rollout={rollout} />
        {rollout.instructions && (
          <div>
            <Text size="sm" fw={600}>
              In the announcement
            </Text>
            <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
              {rollout.instructions}
            </Text>
            <Unread waves={rollout.waves} />
          </div>
        )}
      </Section>
      <WatchSection rollout={rollout} />
      {rollout.state !== 'done' && rollout.state !== 'cancelled' && (
        <DryRunSection key={rollout.state} rollout={rollout} />
      )}
      <RolloutLog rollout={rollout} />
    </Page>
  );
}

/** The organisation's words stand in announcements only. */
function Unread({ waves }: Pick<Rollout, 'waves'>) {
  const silent = waves.filter(({ announceAt }) => announceAt === undefined);
  if (silent.length === 0) return null;
  return (
    <Alert color="yellow" mt="xs">
      {silent.length === waves.length
        ? 'No wave is announced: nobody reads this.'
        : `Not announced, so that their people do not read this: ${silent.map(({ name }) => `“${name}”`).join(', ')}.`}
    </Alert>
  );
}
