import { Skeleton, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorPanel } from '../ui/states.tsx';

interface Props<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  /** In the shape of what comes; lines of text if not given. */
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}

/** The content of a query, or that it is on its way, or why it did not come. */
export function Loaded<T>({ query, skeleton = <Lines />, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div role="status" aria-label="Loading">
      {skeleton}
    </div>
  );
}

/** Placeholder for some lines of text or table rows. */
export function Lines({ count = 4, height = 18 }: { count?: number; height?: number }) {
  return (
    <Stack gap="md">
      {Array.from({ length: count }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else
        <Skeleton key={line} height={height} width={`${95 - ((line * 13) % 35)}%`} />
      ))}
    </Stack>
  );
}
