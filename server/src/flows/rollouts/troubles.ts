import { hours, type Instant } from '../../kernel/instant.ts';
import type { Troubles } from '../../policy/rollout.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Rollout } from '../../ports/rollouts.ts';

/** What came before it was started or resumed is not held against it. */
export const watchedSince = ({ thresholds, watchedFrom }: Rollout, now: Instant): Instant =>
  Math.max(watchedFrom, now - hours(thresholds.windowHours));

type Source = Pick<Repositories, 'statistics'>;

const policiesOf = ({ waves }: Rollout) =>
  waves.flatMap(({ started }) => (started === null ? [] : [started.policy]));

/** To how many of the people whom its waves have reached something happened lately. */
export const readTroubles = async (source: Source, rollout: Rollout, now: Instant): Promise<Troubles> => ({
  people: await source.statistics.countMet(policiesOf(rollout)),
  ...(await readIncidents(source, rollout, now)),
});

/** The same, or undefined where it is too few for any threshold: whom a large rollout has reached takes long to count. */
export const readNotableTroubles = async (
  source: Source,
  rollout: Rollout,
  now: Instant,
): Promise<Troubles | undefined> => {
  const incidents = await readIncidents(source, rollout, now);
  if (Math.max(...Object.values(incidents)) < rollout.thresholds.minimumPeople) return undefined;
  return { people: await source.statistics.countMet(policiesOf(rollout)), ...incidents };
};

const readIncidents = async (
  { statistics }: Source,
  rollout: Rollout,
  now: Instant,
): Promise<Omit<Troubles, 'people'>> => {
  const incidents = await statistics.countIncidents(policiesOf(rollout), watchedSince(rollout, now), now);
  return {
    lockouts: incidents.lockout,
    failedEnrollments: incidents['failed-enrollment'],
    helpDeskResets: incidents['help-desk-reset'],
  };
};
