import type { SignInId } from '../../kernel/ids.ts';
import type { Facts } from '../../policy/model.ts';
import { reportOnlyHits } from '../../policy/report-only.ts';
import { zoneOf } from '../../policy/zone.ts';
import type { Repositories } from '../../ports/repositories.ts';
import { isoDay } from '../iso-day.ts';
import type { Standpoint } from '../standpoint.ts';
import { keepRules } from './keep-rules.ts';

/**
 * Keeps what a sign-in was decided from when it ended, so that it can be explained by the facts and rules of its day,
 * and what each policy in report-only would have done to it. In the transaction that ends it, last but for its
 * audit entry: the sums are held until it is over. Answers with the digest that the entry keeps of it.
 */
export const recordDecision = async (
  { decisions }: Pick<Repositories, 'decisions'>,
  { user, rules, own, policies }: Standpoint,
  signIn: SignInId,
  { settings, ...facts }: Facts,
): Promise<string> => {
  const digest = await decisions.add({
    signIn,
    user: user.id,
    facts,
    own,
    rules: await keepRules(decisions, rules, facts.now),
  });
  const hits = reportOnlyHits({ settings, ...facts }, policies);
  if (hits.length === 0) return digest;
  const { timeZone } = rules.settings.organisation;
  await decisions.report(
    hits.map(({ policy, outcome }) => ({
      policy: policy.policy,
      signIn,
      user: user.id,
      at: facts.now,
      outcome,
    })),
    isoDay(zoneOf(timeZone).localTime(facts.now).day),
  );
  return digest;
};
