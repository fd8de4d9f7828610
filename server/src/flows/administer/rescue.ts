import type { Administrator } from '../caller.ts';
import { currentRules } from '../roll-out/current-rules.ts';
import type { RequireSource } from '../roll-out/require.ts';
import { sweep } from '../roll-out/sweep.ts';
import { type Act, act } from './act.ts';

/**
 * Switches every requirement off, or on again, except the administrators' own. Deletes nothing; in force at the next
 * login. False when it stood so already.
 */
export const setEnforcement =
  (deps: Act<keyof RequireSource>) =>
  async (caller: Administrator, enforcement: boolean): Promise<boolean> =>
    act(deps, caller, async (source, now, record) => {
      await source.policies.raiseRevision();
      const settings = await source.settings.read();
      if (settings.enforcement === enforcement) return false;
      await source.settings.write({ ...settings, enforcement });
      await sweep(source, deps.newId, await currentRules(source), { subject: { kind: 'everyone' }, startsAt: now });
      record({
        kind: enforcement ? 'enforcement.enabled' : 'enforcement.disabled',
        subject: { kind: 'settings', id: 'organisation' },
      });
      return true;
    });
