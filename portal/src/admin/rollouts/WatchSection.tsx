import { Text } from '@mantine/core';
import type { Rollout } from '@sallyport/contract/rollouts.ts';
import { Section } from '../../console/Section.tsx';
import { formatZoned } from '../../ui/zoned.ts';
import { Bars } from '../charts/Bars.tsx';

const watched = [
  { key: 'lockouts', name: 'Locked out' },
  { key: 'failedEnrollments', name: 'Failed to enroll' },
  { key: 'helpDeskResets', name: 'Reset by the help desk' },
] as const;

/** R13: how far each threshold is away. */
export function WatchSection({ rollout: { watch, thresholds, timeZone } }: { rollout: Rollout }) {
  return (
    <Section
      title="When it pauses itself"
      about={`At these shares of the people reached so far, within ${thresholds.windowHours} hours, but never for fewer than ${thresholds.minimumPeople}. Administrators are told by mail.`}
    >
      {watch.people === 0 ? (
        <Text c="dimmed">No wave has reached anybody yet.</Text>
      ) : (
        <Text size="sm" c="dimmed">
          Of {watch.people.toLocaleString('en')} people since {formatZoned(watch.since, timeZone)}:
        </Text>
      )}
      <Bars
        color="var(--mantine-color-red-7)"
        bars={watched.map(({ key, name }) => {
          const { people, share, threshold } = watch[key];
          return {
            key,
            name,
            share: threshold === undefined ? 0 : Math.min(1, share / threshold),
            count:
              threshold === undefined
                ? `${people.toLocaleString('en')} (${share} %), not watched`
                : `${people.toLocaleString('en')} (${share} % of at most ${threshold} %)`,
          };
        })}
      />
    </Section>
  );
}
