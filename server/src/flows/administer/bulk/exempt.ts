import { asId, type UserId } from '../../../kernel/ids.ts';
import { actorOf } from '../../caller.ts';
import { exemptionsGranted } from '../../mails/exemptions.ts';
import { queueMail } from '../../mails/queue.ts';
import { currentRules } from '../../roll-out/current-rules.ts';
import type { AdministerDeps } from '../deps.ts';
import { createExemption } from '../exemptions/create.ts';
import { oneByOne, type ServeOne } from './one-by-one.ts';
import type { Serve } from './work.ts';

type Input = Omit<Parameters<ReturnType<typeof createExemption>>[1], 'userId'>;

const exemptOne: ServeOne<Input> = (deps) => (caller, userId, input) =>
  createExemption(deps, 'tell nobody')(caller, { ...input, userId });

/** Whoever answers for them is told once, with the first. */
export const serveExempt = (deps: AdministerDeps): Serve<Input> => {
  const serve = oneByOne(deps, exemptOne);
  return async (source, page) => {
    const served = await serve(source, page);
    const { caller, input, users, now, servedBefore, total } = page;
    const owner = await source.users.byId(asId<UserId>(input.ownerId));
    if (servedBefore === 0 && served.failed.length < users.length && owner !== undefined) {
      const recipient = { user: owner, rules: await currentRules(source), now };
      const { name = 'the command line' } = actorOf(caller);
      const about = { count: total, reason: input.reason, until: Date.parse(input.until), by: name };
      await queueMail(source.outbox, deps, recipient, exemptionsGranted, about);
    }
    return served;
  };
};
