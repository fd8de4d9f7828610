import { List, Skeleton, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { asking } from '../../../console/queries.ts';
import { people } from '../../requirement/preview-words.ts';
import type { UserFilter } from '../filter.ts';
import type { Selection } from '../selection.ts';

/** How users stand who are about to be required, as three narrower filters count them. */
const parts = [
  {
    narrowed: { status: 'enrolled' },
    words: () => 'have set it up already, and will be asked for it',
  },
  {
    narrowed: { status: 'not-enrolled' },
    words: (days: number) => `will have ${days === 1 ? '1 day' : `${days} days`} to set it up, from today`,
  },
  {
    narrowed: { status: 'in-enrollment-period' },
    words: () => 'have a period already; the one that ends first rules',
  },
  { narrowed: { status: 'expired' }, words: () => 'are past an earlier deadline, and stay locked out' },
  {
    narrowed: { status: 'pre-enrollment' },
    words: () => 'have not activated their account; their days begin when they do',
  },
] as const satisfies readonly { narrowed: UserFilter; words: (days: number) => string }[];

/** What requiring 2FA will mean, before it is begun. */
export function SelectionImpact({ selection, days }: { selection: Selection; days: number }) {
  const counts = useCounts(selection);
  if (counts === undefined) return <Skeleton height={60} aria-label="Loading" />;
  return (
    <List size="sm" aria-label="What it will mean">
      {parts.map(({ words }, index) => {
        const count = counts[index] ?? 0;
        return (
          count > 0 && (
            <List.Item key={words(days)}>
              <Text component="span" inherit fw={600}>
                {people(count)}
              </Text>{' '}
              {words(days)}
            </List.Item>
          )
        );
      })}
    </List>
  );
}

/** Users in each part; undefined until all are counted. */
function useCounts(selection: Selection): readonly number[] | undefined {
  const filter = selection.kind === 'all' ? selection.filter : {};
  const asked = useQueries({
    queries: parts.map(({ narrowed }) => ({
      ...asking('GET /users/count', { query: { ...filter, ...narrowed } }),
      enabled: selection.kind === 'all' && (filter.status ?? narrowed.status) === narrowed.status,
    })),
  });
  if (selection.kind === 'some') {
    const statuses = [...selection.users.values()].map(({ twoFactor }) => twoFactor.status);
    return parts.map(({ narrowed }) => statuses.filter((status) => status === narrowed.status).length);
  }
  if (asked.some(({ isLoading }) => isLoading)) return undefined;
  return asked.map(({ data }) => data?.count ?? 0);
}
