import { type Problem, type ProblemCode, problemTypes } from '@sallyport/contract/problems.ts';
import type { FastifyReply } from 'fastify';
import { Refusal } from '../ports/refusal.ts';
import { StorageUnavailable } from '../ports/unavailable.ts';

/** What the HTTP framework refuses by itself, in the words of the contract. */
const frameworkRefusals: Readonly<Record<string, Refusal>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: new Refusal('malformed-json', 'The body could not be read as JSON.'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new Refusal(
    'unsupported-media-type',
    'Send the body as JSON, with the header Content-Type: application/json.',
  ),
  FST_ERR_CTP_BODY_TOO_LARGE: new Refusal('payload-too-large', 'The body is larger than this call takes.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new Refusal(
    'invalid-request',
    'The body is not as long as Content-Length says.',
  ),
  FST_ERR_BAD_URL: new Refusal('invalid-request', 'The address holds a broken percent-encoding.'),
};

/** An answer that is not as the contract says: a fault of ours that shows after the work is done. */
export class MisshapenAnswer extends Error {
  readonly changed: boolean;

  /** @param changed whether the call is one that changes something */
  constructor(changed: boolean, options: ErrorOptions) {
    super('the answer is not as the contract says', options);
    this.changed = changed;
  }
}

const whatBecame = (error: unknown): string =>
  error instanceof MisshapenAnswer && error.changed
    ? 'It was carried out, but the answer could not be given: look at what is there before you repeat it.'
    : 'Nothing is known to have changed.';

/** Whatever was thrown, as a refusal that tells nothing of the inside; `logId` is where the log says more. */
export const asRefusal = (error: unknown, logId: string): Refusal => {
  if (error instanceof Refusal) return error;
  if (error instanceof StorageUnavailable) {
    return new Refusal(
      'unavailable',
      'The database cannot be reached right now. Nothing was changed; try again in a moment.',
      {
        retryAfter: 5,
      },
    );
  }
  const known = frameworkRefusals[codeOf(error)];
  return known ?? new Refusal('internal', `${whatBecame(error)} The server’s log says more under ${logId}.`);
};

/** Problem details (RFC 9457). */
export const sendProblem = (reply: FastifyReply, refusal: Refusal): FastifyReply => {
  const { status } = problemTypes[refusal.code];
  if (refusal.retryAfter !== undefined) reply.header('retry-after', refusal.retryAfter);
  if (asksForToken.has(refusal.code)) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemOf(refusal)));
};

const problemOf = (refusal: Refusal): Problem => ({
  type: `/problems/${refusal.code}`,
  title: problemTypes[refusal.code].title,
  status: problemTypes[refusal.code].status,
  code: refusal.code,
  detail: refusal.message,
  ...(refusal.errors.length > 0 && { errors: [...refusal.errors] }),
  ...(refusal.retryAfter !== undefined && { retryAfter: refusal.retryAfter }),
});

/** RFC 9110 §11.6.1: a 401 names a scheme; a token is the only one that is no cookie. */
const asksForToken: ReadonlySet<ProblemCode> = new Set([
  'sign-in-required',
  'reauthentication-required',
  'invalid-token',
]);

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
