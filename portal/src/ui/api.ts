import type { AnswerOf, ApiCall, BodyOf, QueryOf } from '@sallyport/contract/api.ts';
import { problemFrom, unreachable } from './problem.ts';

type Params<C extends ApiCall> = C extends `${string}/:id${string}` ? { params: { id: string } } : unknown;
type Body<C extends ApiCall> = [BodyOf<C>] extends [undefined] ? unknown : { body: BodyOf<C> };
type Query<C extends ApiCall> = [QueryOf<C>] extends [undefined] ? unknown : { query?: QueryOf<C> };
export type CallOptions<C extends ApiCall> = Params<C> & Body<C> & Query<C> & { signal?: AbortSignal };
export type OptionsArgument<C extends ApiCall> =
  Record<never, never> extends CallOptions<C> ? [options?: CallOptions<C>] : [options: CallOptions<C>];

/** The options of any call, as the function's inside sees them. */
interface AnyOptions {
  params?: { id: string };
  body?: unknown;
  query?: Record<string, unknown>;
  signal?: AbortSignal;
}

/** Path and query of a call, below /api/v1. */
export function address(call: ApiCall, { params, query }: Pick<AnyOptions, 'params' | 'query'> = {}): string {
  const path = call.slice(call.indexOf(' ') + 1).replace(':id', encodeURIComponent(params?.id ?? ''));
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return `/api/v1${path}${search && `?${search}`}`;
}

/**
 * Makes one call of the contract's table, e.g. `call('GET /users/:id', { params: { id } })`.
 * Whatever goes wrong is thrown as an `ApiProblem`, except that an abort stays an `AbortError`.
 */
export async function call<C extends ApiCall>(name: C, ...[given]: OptionsArgument<C>): Promise<AnswerOf<C>> {
  const options: AnyOptions = given ?? {};
  const response = await send(name, options);
  if (!response.ok) throw await problemFrom(response);
  if (response.status === 204 || response.status === 202) return undefined as AnswerOf<C>;
  return (await response.json().catch((error: unknown) => {
    throw error instanceof DOMException ? error : unreachable(error);
  })) as AnswerOf<C>;
}

async function send(name: ApiCall, options: AnyOptions): Promise<Response> {
  const hasBody = options.body !== undefined;
  try {
    return await fetch(address(name, options), {
      method: name.slice(0, name.indexOf(' ')),
      headers: { accept: 'application/json', ...(hasBody && { 'content-type': 'application/json' }) },
      ...(hasBody && { body: JSON.stringify(options.body) }),
      ...(options.signal && { signal: options.signal }),
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable(error);
  }
}
