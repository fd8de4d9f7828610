import type { JobFailure } from '../../../ports/jobs.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Administrator } from '../../caller.ts';
import { currentRules } from '../../roll-out/current-rules.ts';
import { within } from '../approvals/within.ts';
import type { AdministerDeps } from '../deps.ts';
import type { Serve } from './work.ts';

/** The act on one user, as its own call carries it out; it refuses before it changes anything. */
export type ServeOne<Input> = (
  deps: AdministerDeps,
) => (caller: Administrator, id: string, input: Input) => Promise<unknown>;

/** Users one after another in one transaction; whoever is refused is listed, and the others go on. */
export const oneByOne =
  <Input>(deps: AdministerDeps, serveOne: ServeOne<Input>): Serve<Input> =>
  async (source, { caller, input, users }) => {
    const rules = await currentRules(source);
    // None of these acts changes the rules: they are read once.
    const serve = serveOne({ ...within(deps, source), rules: async () => rules });
    const failed: JobFailure[] = [];
    for (const user of users) {
      try {
        await serve(caller, user, input);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const username = (await source.users.byId(user))?.username ?? null;
        failed.push({ user, username, code: error.code, message: error.message });
      }
    }
    return { failed, happened: [] };
  };
