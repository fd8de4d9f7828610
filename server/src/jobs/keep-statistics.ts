import { countEvents, type StatisticsDeps, takeSnapshot } from '../flows/statistics/keep.ts';
import { seconds } from '../kernel/instant.ts';
import type { Task } from './runner.ts';

/** Counts what happened, and notes how many stand how: the dashboard's history, and what rollouts are watched by. */
export const keepStatistics = (deps: StatisticsDeps): readonly Task[] => [
  { name: 'count-events', run: () => countEvents(deps) },
  {
    name: 'take-snapshot',
    every: seconds(20),
    async run() {
      await takeSnapshot(deps);
      return false;
    },
  },
];
