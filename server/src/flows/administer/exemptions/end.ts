import { asId, type ExemptionId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/instant.ts';
import { isExempt } from '../../../policy/matching.ts';
import type { StoredExemption } from '../../../ports/exemptions.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import { type Administrator, userSubject } from '../../caller.ts';
import { settleUser } from '../../roll-out/settle.ts';
import type { RulesInForce } from '../../rules.ts';
import { type Act, act } from '../act.ts';
import { refuseAbove } from '../users/guards.ts';

type Names = 'exemptions' | 'users' | 'policies' | 'settings' | 'periods' | 'standings';

/** Ends it now. @throws Refusal `not-found` when it does not run, `permission-denied` */
export const endExemption =
  (deps: Act<Names>) =>
  (caller: Administrator, id: string): Promise<void> =>
    act(deps, caller, async (source, now, record) => {
      const exemption = await source.exemptions.byId(asId<ExemptionId>(id), now);
      const user = exemption && (await source.users.lock(exemption.user))?.user;
      if (exemption === undefined || user === undefined) throw notRunning();
      refuseAbove(caller, user);
      if (!(await source.exemptions.end(exemption.id, now))) throw notRunning();
      await resumeRequirements(source, deps.rules, exemption, now);
      record({ kind: 'exemption.ended', subject: userSubject(user), details: { exemption: id } });
    });

const notRunning = (): Refusal => new Refusal('not-found', 'There is no such exemption, or it has ended.');

/**
 * Periods start (rule 7), and those whose deadline passed meanwhile start anew: nobody was held to them, so nobody is
 * locked out by the end of an exemption. Unless another one goes on.
 */
export const resumeRequirements = async (
  source: Pick<Repositories, Exclude<Names, 'exemptions'>>,
  rules: RulesInForce,
  { user, createdAt }: StoredExemption,
  now: Instant,
): Promise<void> => {
  const found = await source.users.withFacts(user);
  if (found === undefined) return;
  const lapsed = { since: createdAt, choice: 'fresh' } as const;
  await settleUser(source, rules, user, now, ...(isExempt(found.facts, now) ? [] : [lapsed]));
};
