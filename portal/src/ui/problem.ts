import type { FieldFault, Problem, ProblemCode } from '@sallyport/contract/problems.ts';

/** The server's codes, and those for what happens before a call gets to it or an answer gets back. */
export type AnyProblemCode = ProblemCode | 'unreachable' | 'unreadable' | 'no-answer-from-authenticator';

/** Whatever went wrong with a call, in words for people. Decide by `code`, show `title` and `detail`. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: AnyProblemCode;
  readonly title: string;
  readonly detail: string;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly errors: readonly FieldFault[];
  /** When another try makes sense, if the server said so. */
  readonly retryAt: Date | undefined;

  constructor(
    problem: Omit<Problem, 'type' | 'code'> & { code: AnyProblemCode },
    options?: ErrorOptions & { now?: number },
  ) {
    super(`${problem.title}: ${problem.detail}`, options);
    this.code = problem.code;
    this.title = problem.title;
    this.detail = problem.detail;
    this.status = problem.status;
    this.errors = problem.errors ?? [];
    this.retryAt =
      problem.retryAfter === undefined
        ? undefined
        : new Date((options?.now ?? Date.now()) + problem.retryAfter * 1000);
  }
}

/** The server could not be reached, or the connection broke. */
export function unreachable(cause: unknown): ApiProblem {
  return new ApiProblem(
    {
      code: 'unreachable',
      status: 0,
      title: 'The server cannot be reached',
      detail: 'Check your network connection, then try again.',
    },
    { cause },
  );
}

function isProblem(body: unknown): body is Problem & { code: ProblemCode } {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body && 'detail' in body;
}

/** Reads problem+json (RFC 9457); anything else, as from a proxy in between, becomes `unreadable`. */
export async function problemFrom(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => undefined);
  if (isProblem(body)) return new ApiProblem(body);
  return new ApiProblem({
    code: 'unreadable',
    status: response.status,
    title: 'The server did not answer as it should',
    detail: `It answered with HTTP status ${response.status}. Try again in a moment; if it stays like this, tell your help desk.`,
  });
}

/** Any thrown thing as a problem, for the places that show one. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem(
    {
      code: 'internal',
      status: 0,
      title: 'Something went wrong on this page',
      detail: error instanceof Error ? error.message : String(error),
    },
    { cause: error },
  );
}

/** The server's explanation without the title that it may begin with; empty if it says no more than that. */
export function explanation({ title, detail }: ApiProblem): string {
  if (!detail.startsWith(title)) return detail;
  return sentence(detail.slice(title.length).replace(/^[\s.:;,]+/, ''));
}

/** The first fault of each field, keyed by its dotted path, as form libraries and `error` props take them. */
export function fieldErrors(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiProblem)) return {};
  return Object.fromEntries(
    error.errors.toReversed().map(({ field, message }) => [field, sentence(message)]),
  );
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Faults of fields that the form does not show, so that none is swallowed. */
export function otherFaults(error: unknown, shown: readonly string[]): readonly FieldFault[] {
  return error instanceof ApiProblem ? error.errors.filter(({ field }) => !shown.includes(field)) : [];
}
