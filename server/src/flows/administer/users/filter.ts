import type { UserFilter as WireFilter } from '@sallyport/contract/users.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { invalid } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { UserFilter } from '../../../ports/user-list.ts';
import { findGroup } from '../groups/find.ts';

const asBoolean = (flag: 'true' | 'false' | boolean | undefined): boolean | undefined =>
  flag === undefined ? undefined : flag === true || flag === 'true';

/** The contract's filter in the words of storage. @throws Refusal `invalid-request` when there is no such group */
export const readFilter = async (
  source: Pick<Repositories, 'groups'>,
  wanted: WireFilter,
  field = 'group',
): Promise<UserFilter> => {
  const group = wanted.group === undefined ? undefined : await findGroup(source, wanted.group);
  if (wanted.group !== undefined && group === undefined)
    throw invalid(field, `there is no group “${wanted.group}”`);
  const { q, status, method, lacks, state, role, backupCodes, lastSignInBefore } = wanted;
  return definedOnly({
    text: q?.trim() === '' ? undefined : q,
    status,
    required: asBoolean(wanted.required),
    group: group?.id,
    method,
    lacks,
    state,
    role,
    backupCodes,
    signedInBefore: lastSignInBefore === undefined ? undefined : Date.parse(lastSignInBefore),
    exempt: asBoolean(wanted.exempt),
  });
};
