import type { UserFilter as WireFilter } from '@sallyport/contract/users.ts';
import type { EnrollableMethod } from '@sallyport/contract/vocabulary.ts';
import { statuses } from '../../console/two-factor.ts';
import { methods, oneOf, someText, withoutAbsent } from './filter-words.ts';

/** What the users list is narrowed to; lives in the page's address. `group` is an id. */
export type UserFilter = Omit<WireFilter, 'required' | 'exempt'> & {
  required?: 'true' | 'false';
  exempt?: 'true' | 'false';
};

/** The filter, and the method that the column of statuses is about; all together if not said. */
export interface UsersView extends UserFilter {
  column?: EnrollableMethod;
}

const yesNo = ['true', 'false'] as const;

/** Reads the filter from an address; what it does not know, it leaves out. */
export function readUserFilter(search: Record<string, unknown>): UserFilter {
  return withoutAbsent({
    q: someText(search.q),
    status: oneOf(search.status, statuses),
    required: oneOf(search.required, yesNo),
    group: someText(search.group),
    method: oneOf(search.method, methods),
    lacks: oneOf(search.lacks, methods),
    state: oneOf(search.state, ['staged', 'active', 'suspended']),
    role: oneOf(search.role, ['any', 'owner', 'administrator', 'help-desk', 'auditor', 'none']),
    backupCodes: oneOf(search.backupCodes, ['none', 'few']),
    lastSignInBefore: day(search.lastSignInBefore),
    exempt: oneOf(search.exempt, yesNo),
  });
}

/** Reads all that an address of the users list says. */
export const readUsersView = (search: Record<string, unknown>): UsersView =>
  withoutAbsent({ ...readUserFilter(search), column: oneOf(search.column, methods) });

const day = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;
