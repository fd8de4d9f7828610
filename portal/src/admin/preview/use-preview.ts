import type { BodyOf } from '@sallyport/contract/api.ts';
import type { Preview } from '@sallyport/contract/preview.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { asking } from '../../console/queries.ts';
import { asProblem } from '../../ui/problem.ts';

/** A change that is not made yet, as `POST /policies/preview` takes it. */
export type Change = BodyOf<'POST /policies/preview'>;

/** Milliseconds between two looks at one that is in the making. */
const interval = 400;

/**
 * What a change would do; for `Loaded`. One of many users comes at once as `running`, and grows until it is `done`.
 * `isCurrent` is false while what is shown is of the change before.
 */
export function usePreview(change: Change) {
  const begun = useQuery({
    ...asking('POST /policies/preview', { body: change }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const id = begun.data?.id ?? '';
  const growing = useQuery({
    ...asking('GET /policies/previews/:id', { params: { id } }),
    enabled: begun.data?.state === 'running' && !begun.isPlaceholderData,
    refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : interval),
    staleTime: 0,
  });
  // Another process of the server answered, which does not know it: it makes its own.
  const isUnknown = growing.error !== null && asProblem(growing.error).code === 'not-found';
  const { refetch } = begun;
  useEffect(() => {
    if (isUnknown) void refetch();
  }, [isUnknown, refetch]);
  const data: Preview | undefined =
    (begun.data?.state === 'running' ? growing.data : undefined) ?? begun.data;
  const error = begun.error ?? (isUnknown ? null : growing.error);
  return {
    data: growing.error !== null && !isUnknown ? undefined : data,
    error,
    refetch: begun.refetch,
    isCurrent: !begun.isPlaceholderData,
  };
}
