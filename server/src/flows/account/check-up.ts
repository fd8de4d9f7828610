import type { CheckUp as CheckUpView } from '@sallyport/contract/me.ts';
import { isoTime } from '../../kernel/instant.ts';
import { enrolledBefore } from '../../policy/check-up.ts';
import { type EnrollableMethod, enrollableMethods } from '../../policy/model.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Client, SessionCaller } from '../caller.ts';
import { idleSince } from '../sessions.ts';
import type { Standpoint } from '../standpoint.ts';
import { type AccountDeps, type AccountRepositories, aboutOneself, standpointOf } from './deps.ts';

/** Whether a look at one's second factor is due (N12), and what there is to see. */
export const readCheckUp =
  (deps: AccountDeps) =>
  async (caller: SessionCaller): Promise<CheckUpView> =>
    describe(deps.read, caller, await standpointOf(deps, caller.user));

/**
 * The look was had, or is put aside for good. To have had it, an authenticator was proved in this session: at its
 * sign-in, or since.
 * @throws Refusal `step-up-required`, `not-expected`
 */
export const endCheckUp =
  (deps: AccountDeps) =>
  async (caller: SessionCaller, outcome: 'done' | 'dismissed', client: Client): Promise<CheckUpView> =>
    deps.transact(async (source) => {
      const standpoint = await standpointOf(deps, caller.user, source, 'lock');
      const { proved, due } = await describe(source, caller, standpoint);
      if (!due) throw new Refusal('not-expected', 'There is no check-up to be done now.');
      if (outcome === 'done' && proved === undefined)
        throw new Refusal(
          'step-up-required',
          'Prove one of your authenticators: that it works is what this is about.',
        );
      if (await source.checkUps.end(caller.user, outcome, standpoint.now))
        await source.audit.append({
          ...aboutOneself(caller, client, standpoint.now),
          kind: `check-up.${outcome}`,
          ...(proved !== undefined && { details: { method: proved } }),
        });
      return describe(source, caller, standpoint);
    });

const describe = async (
  source: Pick<AccountRepositories, 'checkUps' | 'sessions'>,
  caller: SessionCaller,
  { facts, rules, now }: Standpoint,
): Promise<CheckUpView> => {
  const checkUp = await source.checkUps.ofUser(caller.user);
  const before = enrolledBefore(rules.settings.enrollment.checkUpDays, now);
  const authenticators = facts.authenticators.filter(({ disabled }) => !disabled).length;
  const proved = await provedIn(source, caller, idleSince(rules, now), now);
  const isDue = checkUp !== undefined && before !== null && checkUp.enrolledAt <= before;
  return {
    due: isDue && checkUp.endedAt === null && facts.authenticators.length > 0,
    ...(checkUp && { enrolledAt: isoTime(checkUp.enrolledAt) }),
    ...(proved !== undefined && { proved }),
    authenticators,
    backupCodesLeft: facts.backupCodesLeft,
    ...(checkUp?.endedAt !== undefined &&
      checkUp.endedAt !== null &&
      checkUp.outcome !== null && { ended: { at: isoTime(checkUp.endedAt), outcome: checkUp.outcome } }),
  };
};

/** Setting one up in this session is no proof that it still works. */
const provedIn = async (
  { sessions }: Pick<AccountRepositories, 'sessions'>,
  caller: SessionCaller,
  idle: number,
  now: number,
): Promise<EnrollableMethod | undefined> => {
  const session = (await sessions.ofUser(caller.user, now, idle)).find(({ id }) => id === caller.session);
  const proofs = session?.proofs.filter(({ byEnrolling }) => !byEnrolling) ?? [];
  return enrollableMethods.find((kind) => proofs.some(({ method }) => method === kind));
};
