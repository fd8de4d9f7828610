import type { Exemption, ExemptionList, ExemptionQuery } from '@sallyport/contract/exemptions.ts';
import type { z } from 'zod';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { asId, type UserId } from '../../../kernel/ids.ts';
import { days } from '../../../kernel/instant.ts';
import { judgedNow } from '../../time.ts';
import type { Look } from '../act.ts';
import { noSuchUser } from '../users/describe.ts';
import { describeExemption } from './describe.ts';

/** Those that run, the first to end first. */
export const listExemptions =
  (deps: Look<'exemptions'>) =>
  async ({ limit, cursor, endsWithinDays }: z.output<typeof ExemptionQuery>): Promise<ExemptionList> => {
    const now = await judgedNow(deps.clock, deps.read.audit);
    const filter = endsWithinDays === undefined ? {} : { endsBefore: now + days(endsWithinDays) };
    const page = { limit, ...definedOnly({ after: cursor }) };
    const { exemptions, next } = await deps.read.exemptions.list(filter, now, page);
    return {
      items: exemptions.map(describeExemption),
      ...(next !== undefined && { nextCursor: next }),
    };
  };

/** @throws Refusal `not-found` */
export const listUserExemptions =
  (deps: Look<'exemptions' | 'users'>) =>
  async (id: string): Promise<{ items: Exemption[] }> => {
    const user = asId<UserId>(id);
    if ((await deps.read.users.byId(user)) === undefined) throw noSuchUser();
    const now = await judgedNow(deps.clock, deps.read.audit);
    return { items: (await deps.read.exemptions.ofUser(user, now)).map(describeExemption) };
  };
