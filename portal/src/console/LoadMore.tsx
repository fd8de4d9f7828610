import { Button, Group, Text } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';

type Query = Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;

/** Beneath a list: how much of it is shown, and the next page. */
export function LoadMore({
  query,
  shown,
  total,
}: {
  query: Query;
  shown: number;
  total?: number | undefined;
}) {
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed" role="status">
        {total === undefined ? `${shown} shown` : `${shown} of ${total.toLocaleString('en')} shown`}
      </Text>
      {query.hasNextPage && (
        <Button
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </Group>
  );
}
