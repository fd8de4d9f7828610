import type { ApiCall } from '@sallyport/contract/api.ts';
import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import type { OptionsArgument } from '../ui/api.ts';
import { ApiProblem } from '../ui/problem.ts';
import { request } from './request.ts';

/** Only what may pass by itself is tried again: no connection, or a server that says “not now”. */
function mayPass(failures: number, error: Error): boolean {
  return failures < 2 && error instanceof ApiProblem && (error.status === 0 || error.status >= 502);
}

export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: mayPass, staleTime: 2000 }, mutations: { retry: false } },
});

/** One call as a query, e.g. `useQuery(asking('GET /users/:id', { params: { id } }))`. */
export function asking<C extends ApiCall>(name: C, ...options: OptionsArgument<C>) {
  return queryOptions({ queryKey: [name, ...options], queryFn: () => request(name, ...options) });
}

interface ListPage<T> {
  items: T[];
  nextCursor?: string | undefined;
  total?: number | undefined;
  /** Set when a search stopped before the page was full: how far back it came. */
  searchedBackTo?: string | undefined;
}

/**
 * A list of which more is loaded on request; `load` gets the cursor of the page to fetch. A page may end before it has
 * anything in it, where what is looked for is rare: then it goes on by itself.
 */
export function askingPages<T>(
  key: readonly [ApiCall, ...unknown[]],
  load: (cursor: string | undefined) => Promise<ListPage<T>>,
) {
  return infiniteQueryOptions({
    queryKey: ['pages', ...key],
    queryFn: async ({ pageParam, signal }) => {
      let page = await load(pageParam);
      while (page.items.length === 0 && page.searchedBackTo === undefined && page.nextCursor !== undefined) {
        signal.throwIfAborted();
        page = await load(page.nextCursor);
      }
      return page;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
}
