import { type FieldFault, type ProblemCode, problemTypes } from '@sallyport/contract/problems.ts';

/** A call that is refused, and why: becomes problem+json, or a line of the CLI. Changes nothing. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ProblemCode;
  readonly errors: readonly FieldFault[];
  /** Seconds. */
  readonly retryAfter: number | undefined;

  /** `detail` says what is wrong and how to mend it, to the person who made the call. */
  constructor(
    code: ProblemCode,
    detail: string = problemTypes[code].title,
    more: { readonly errors?: readonly FieldFault[]; readonly retryAfter?: number } = {},
  ) {
    super(detail);
    this.code = code;
    this.errors = more.errors ?? [];
    this.retryAfter = more.retryAfter;
  }
}

/** Bad input, with the field that is wrong. */
export const invalid = (field: string, message: string): Refusal =>
  new Refusal('invalid-request', `${field}: ${message}`, { errors: [{ field, message }] });
