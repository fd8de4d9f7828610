import { asking } from '../../console/queries.ts';
import { hasEnded } from './words.ts';

/** A job, asked for again every second until it has ended. */
export const askingJob = (id: string) => ({
  ...asking('GET /jobs/:id', { params: { id } }),
  refetchInterval: ({ state }: { state: { data?: { endedAt?: string | undefined } | undefined } }) =>
    state.data && hasEnded(state.data) ? (false as const) : 1000,
});
