import type { AnswerOf, Api, ApiCall, BodyOf, QueryOf } from '@sallyport/contract/api.ts';
import { approvalHeaders } from '@sallyport/contract/approval-headers.ts';
import { problemFrom, unreachable } from './problem.ts';

type Params<C extends ApiCall> = C extends `${string}/:id${string}` ? { params: { id: string } } : unknown;
type Body<C extends ApiCall> = [BodyOf<C>] extends [undefined] ? unknown : { body: BodyOf<C> };
type Query<C extends ApiCall> = [QueryOf<C>] extends [undefined] ? unknown : { query?: QueryOf<C> };
export type CallOptions<C extends ApiCall> = Params<C> &
  Body<C> &
  Query<C> & {
    signal?: AbortSignal;
    /** Why a dangerous act is to be done, for who has to approve it. */
    approvalNote?: string;
    /** By which an export is read that had to be approved. */
    approvalId?: string;
  };
export type OptionsArgument<C extends ApiCall> =
  Record<never, never> extends CallOptions<C> ? [options?: CallOptions<C>] : [options: CallOptions<C>];

/** What a call is answered with: what streams comes as a file. */
export type Answered<C extends ApiCall> = Api[C] extends { streams: readonly string[] } ? Blob : AnswerOf<C>;

/** The options of any call, as the function's inside sees them. */
interface AnyOptions {
  params?: { id: string };
  body?: unknown;
  query?: Record<string, unknown>;
  signal?: AbortSignal;
  approvalNote?: string;
  approvalId?: string;
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
export async function call<C extends ApiCall>(name: C, ...[given]: OptionsArgument<C>): Promise<Answered<C>> {
  const options: AnyOptions = given ?? {};
  const response = await send(name, options);
  if (!response.ok) throw await problemFrom(response);
  // Long work is answered with 202 too; only a request for approval says where it is found.
  if (response.status === 202 && response.headers.has('location')) throw new AwaitsApproval();
  if (response.status === 204 || response.headers.get('content-length') === '0')
    return undefined as Answered<C>;
  if (response.headers.has('content-disposition')) return (await response.blob()) as Answered<C>;
  return (await response.json().catch((error: unknown) => {
    throw error instanceof DOMException ? error : unreachable(error);
  })) as Answered<C>;
}

/** What was wanted has not happened yet: somebody else has to approve it. */
export class AwaitsApproval extends Error {
  override readonly name = 'AwaitsApproval';
}

async function send(name: ApiCall, options: AnyOptions): Promise<Response> {
  const hasBody = options.body !== undefined;
  try {
    return await fetch(address(name, options), {
      method: name.slice(0, name.indexOf(' ')),
      headers: {
        accept: 'application/json',
        ...(hasBody && { 'content-type': 'application/json' }),
        ...(options.approvalNote !== undefined && {
          [approvalHeaders.note]: encodeURIComponent(options.approvalNote),
        }),
        ...(options.approvalId !== undefined && { [approvalHeaders.id]: options.approvalId }),
      },
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
