import type { EnrollmentStatus, UserState } from '@sallyport/contract/vocabulary.ts';
import { useQueries } from '@tanstack/react-query';
import { asking } from '../../../console/queries.ts';
import type { Selection } from '../selection.ts';

interface Standing {
  statuses: readonly EnrollmentStatus[];
  state?: UserState;
}

/** How many of the selected users stand so; undefined while that is counted. */
export function useHowMany(selection: Selection, { statuses, state }: Standing): number | undefined {
  const filter = selection.kind === 'all' ? selection.filter : undefined;
  const possible = statuses.filter(
    (status) =>
      filter !== undefined &&
      (filter.status ?? status) === status &&
      (state === undefined || (filter.state ?? state) === state),
  );
  const counts = useQueries({
    queries: possible.map((status) =>
      asking('GET /users/count', { query: { ...filter, status, ...(state && { state }) } }),
    ),
  });
  if (selection.kind === 'some')
    return [...selection.users.values()].filter(
      (user) => statuses.includes(user.twoFactor.status) && (state === undefined || user.state === state),
    ).length;
  return counts.every(({ data }) => data !== undefined)
    ? counts.reduce((sum, { data }) => sum + (data?.count ?? 0), 0)
    : undefined;
}
