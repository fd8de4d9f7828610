import { z } from 'zod';

/**
 * Every error the API can answer with: its stable code, HTTP status and title (RFC 9457).
 * A client decides by `code`; `detail` is for people and says how to mend it.
 */
export const problemTypes = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'malformed-json': { status: 400, title: 'The body is not valid JSON' },
  'invalid-credentials': { status: 401, title: 'The user name or password is not right' },
  'sign-in-required': { status: 401, title: 'Sign in first' },
  'no-sign-in': { status: 401, title: 'There is no sign-in in progress' },
  'reauthentication-required': { status: 401, title: 'Sign in again' },
  'invalid-token': { status: 401, title: 'The API token is not valid' },
  'wrong-code': { status: 401, title: 'The code is not right' },
  'used-code': { status: 401, title: 'The code was used already' },
  'wrong-response': { status: 401, title: 'The authenticator’s answer was not accepted' },
  'step-up-required': { status: 403, title: 'Prove that it is you once more' },
  'approval-required': { status: 403, title: 'A second person has to approve this' },
  'permission-denied': { status: 403, title: 'Your role does not allow this' },
  'cross-site-request': { status: 403, title: 'The request came from another site' },
  'link-not-valid': { status: 410, title: 'The link is not valid any more' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'method-not-allowed': { status: 405, title: 'This address does not take that HTTP method' },
  conflict: { status: 409, title: 'That clashes with what is there' },
  'not-skippable': { status: 409, title: 'This step cannot be skipped' },
  'not-expected': { status: 409, title: 'The sign-in is at another step' },
  'method-not-available': { status: 409, title: 'This method cannot be used here' },
  'last-authenticator': {
    status: 409,
    title: 'The last second factor cannot be removed while one is required',
  },
  'would-lock-out': { status: 409, title: 'This would lock somebody out' },
  'nothing-to-reset': { status: 409, title: 'There is nothing to reset' },
  'payload-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be JSON' },
  'weak-password': { status: 422, title: 'Choose another password' },
  'import-faults': { status: 422, title: 'The file has mistakes; nothing was imported' },
  'too-many-attempts': { status: 429, title: 'Too many attempts' },
  internal: { status: 500, title: 'Something went wrong on the server' },
  unavailable: { status: 503, title: 'The server cannot do this right now' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problemTypes;

/** What is wrong with one field of the request. */
export const FieldFault = z.object({
  /** Dotted path into the request, e.g. `days` or `groups.2`. */
  field: z.string(),
  message: z.string(),
});
export type FieldFault = z.infer<typeof FieldFault>;

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  errors: z.array(FieldFault).optional(),
  /** Seconds until another try makes sense. */
  retryAfter: z.int().optional(),
});
export type Problem = z.infer<typeof Problem>;
