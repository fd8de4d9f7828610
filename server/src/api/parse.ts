import type { FieldFault } from '@sallyport/contract/problems.ts';
import type { z } from 'zod';
import { Refusal } from '../ports/refusal.ts';
import { faultWords } from './fault-words.ts';

type Path = readonly PropertyKey[];
interface Fault {
  readonly path: Path;
  readonly message: string;
}

/**
 * `input` as the contract's schema reads it; what the schema does not name is left out, or refused by a strict one.
 * @throws Refusal `invalid-request` with every fault; `whole` stands where no single field is at fault.
 */
export const parse = <S extends z.ZodType>(schema: S, input: unknown, whole: string): z.output<S> => {
  const parsed = schema.safeParse(input, { error: faultWords });
  const faults = [...(parsed.error?.issues ?? []).flatMap((issue) => faultsOf(issue)), ...unstorable(input)];
  if (parsed.success && faults.length === 0) return parsed.data;
  const errors = faults.map(
    ({ path, message }): FieldFault => ({ field: path.length === 0 ? whole : path.join('.'), message }),
  );
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  throw new Refusal('invalid-request', detail, { errors });
};

/** Of a union, the faults of the alternative that came closest. */
const faultsOf = (issue: z.core.$ZodIssue, above: Path = []): readonly Fault[] => {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], message: 'is not known here: is it mistyped?' }));
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ path, message: issue.message }];
  const closest = issue.errors.reduce((best, other) => (other.length < best.length ? other : best));
  return closest.flatMap((inner) => faultsOf(inner, path));
};

/** No call takes anything nested half as deep; without an end, walking it would exhaust the stack. */
const deepest = 32;

/** U+0000 and halves of surrogate pairs: JSON can carry them, UTF-8 and PostgreSQL cannot. */
const unstorable = (value: unknown, path: Path = []): readonly Fault[] => {
  if (typeof value === 'string') {
    const fine = value.isWellFormed() && !value.includes('\0');
    return fine ? [] : [{ path, message: 'must not contain characters that are no text' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (path.length >= deepest)
    return [{ path: path.slice(0, 1), message: `must not be nested deeper than ${deepest} levels` }];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...unstorable(key, path),
    ...unstorable(inner, [...path, key]),
  ]);
};
