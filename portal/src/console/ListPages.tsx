import { Stack } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorPanel } from '../ui/states.tsx';
import { Lines, Loaded } from './Loaded.tsx';
import { LoadMore } from './LoadMore.tsx';

interface ListPage<T> {
  items: T[];
  total?: number | undefined;
}

interface Props<T> {
  query: UseInfiniteQueryResult<InfiniteData<ListPage<T>>>;
  /** How many there are in all, where the list itself does not say. */
  total?: number | undefined;
  /** In place of the list when it has nothing in it. */
  empty: ReactNode;
  children: (items: readonly T[]) => ReactNode;
}

/** A list that is loaded page by page: its items so far, more on request, and what went wrong on the way. */
export function ListPages<T>({ query, total, empty, children }: Props<T>) {
  return (
    <Loaded query={query} skeleton={<Lines count={7} height={28} />}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        if (items.length === 0) return empty;
        return (
          <Stack gap="md" aria-busy={query.isFetching}>
            {children(items)}
            {query.isFetchNextPageError && (
              <ErrorPanel error={query.error} onRetry={() => void query.fetchNextPage()} />
            )}
            <LoadMore query={query} shown={items.length} total={total ?? pages[0]?.total} />
          </Stack>
        );
      }}
    </Loaded>
  );
}
