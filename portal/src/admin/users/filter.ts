import type { EnrollableMethod, EnrollmentStatus, UserState } from '@sallyport/contract/vocabulary.ts';
import { statuses } from '../../console/two-factor.ts';

/** What the users list is narrowed to; lives in the page's address. */
export interface UserFilter {
  q?: string;
  status?: EnrollmentStatus;
  required?: 'true' | 'false';
  /** Id. */
  group?: string;
  method?: EnrollableMethod;
  state?: UserState;
}

/** The filter, and the method that the column of statuses is about; all together if not said. */
export interface UsersView extends UserFilter {
  column?: EnrollableMethod;
}

const methods = ['totp', 'webauthn'] as const satisfies readonly EnrollableMethod[];

/** `value` if it is one of `known`: addresses can be typed by hand. */
const oneOf = <T extends string>(value: unknown, known: readonly T[]): T | undefined =>
  known.find((word) => word === value);

const someText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Reads the filter from an address; what it does not know, it leaves out. */
export function readUserFilter(search: Record<string, unknown>): UserFilter {
  return withoutAbsent({
    q: someText(search.q),
    status: oneOf(search.status, statuses),
    required: oneOf(search.required, ['true', 'false']),
    group: someText(search.group),
    method: oneOf(search.method, methods),
    state: oneOf(search.state, ['staged', 'active', 'suspended']),
  });
}

/** Reads all that an address of the users list says. */
export const readUsersView = (search: Record<string, unknown>): UsersView =>
  withoutAbsent({ ...readUserFilter(search), column: oneOf(search.column, methods) });

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same without keys whose value is undefined. */
function withoutAbsent<T extends object>(object: T): Present<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Present<T>;
}
