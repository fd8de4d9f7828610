import type { PolicyReport, PolicyReportQuery } from '@sallyport/contract/explain.ts';
import type { z } from 'zod';
import { asId, type PolicyId } from '../../kernel/ids.ts';
import { isoTime } from '../../kernel/instant.ts';
import { type ReportOnlyOutcome, reportOnlyOutcomes } from '../../policy/report-only.ts';
import { zoneOf } from '../../policy/zone.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Look } from '../administer/act.ts';
import { isoDay } from '../iso-day.ts';
import { judgedNow } from '../time.ts';

type Sums = PolicyReport['byOutcome'];
type Counted = readonly { readonly outcome: ReportOnlyOutcome; readonly count: number }[];

const lastSignIns = 20;

/** What the policy would have done to the sign-ins of the last days. @throws Refusal `not-found` */
export const policyReport =
  ({ clock, rules, read }: Look<'policies' | 'settings' | 'decisions'>) =>
  async (id: string, { days }: z.output<typeof PolicyReportQuery>): Promise<PolicyReport> => {
    const policy = asId<PolicyId>(id);
    const known = await read.policies.latest(policy);
    if (known === undefined || known.removed) throw new Refusal('not-found', 'There is no such policy.');
    const { settings } = await rules(read);
    const now = await judgedNow(clock, read.audit);
    const today = zoneOf(settings.organisation.timeZone).localTime(now).day;
    const span = Array.from({ length: days }, (_, before) => isoDay(today - days + 1 + before));
    const counts = await read.decisions.reportedByDay(policy, span[0] ?? isoDay(today));
    const byDay = Map.groupBy(counts, ({ day }) => day);
    const byOutcome = sumsOf(counts);
    const signIns = await read.decisions.reportedLast(policy, lastSignIns);
    return {
      since: span[0] ?? isoDay(today),
      until: isoDay(today),
      changedAt: isoTime(known.changedAt),
      total: Object.values(byOutcome).reduce((sum, count) => sum + count, 0),
      byOutcome,
      byDay: span.map((day) => ({ day, byOutcome: sumsOf(byDay.get(day) ?? []) })),
      signIns: signIns.map(({ signIn, at, user, username, outcome }) => ({
        signInId: signIn,
        at: isoTime(at),
        userId: user,
        ...(username !== null && { username }),
        outcome,
      })),
    };
  };

const sumsOf = (counts: Counted): Sums => {
  const sum = (wanted: ReportOnlyOutcome): number =>
    counts.reduce((all, { outcome, count }) => all + (outcome === wanted ? count : 0), 0);
  return Object.fromEntries(reportOnlyOutcomes.map((outcome) => [outcome, sum(outcome)])) as Sums;
};
