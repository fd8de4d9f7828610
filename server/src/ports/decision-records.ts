import type { PolicyId, SignInId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { DecisionSettings, Facts, Policy } from '../policy/model.ts';
import type { ReportOnlyOutcome } from '../policy/report-only.ts';

/** The rules of one day: settings that decisions depend on, and the policies of more than a single user. */
export interface RuleSet {
  readonly settings: DecisionSettings;
  readonly policies: readonly Policy[];
}

/** All that a sign-in was decided from when it ended, let in or not. */
export interface DecisionRecord {
  readonly signIn: SignInId;
  readonly user: UserId;
  /** `now` among them: that of the entry in the audit log. */
  readonly facts: Omit<Facts, 'settings'>;
  /** What was required of the user by name. */
  readonly own: readonly Policy[];
  /** The rule set's key. */
  readonly rules: string;
}

export type RecordedDecision = Omit<DecisionRecord, 'rules'> & {
  readonly rules: RuleSet;
  readonly rulesKey: string;
  /** Of what is stored by now. */
  readonly digest: string;
};

/** A login that a policy in report-only was about. */
export interface ReportedSignIn {
  readonly policy: PolicyId;
  readonly signIn: SignInId;
  readonly user: UserId;
  readonly at: Instant;
  readonly outcome: ReportOnlyOutcome;
}

export interface DecisionRecords {
  /** Answers with the digest of what was stored, for the entry in the audit log. */
  add(record: DecisionRecord): Promise<string>;
  /** Of the decision at that time, else of the last one of the sign-in. */
  find(signIn: SignInId, at?: Instant): Promise<RecordedDecision | undefined>;
  /** When rules of this key were first kept. */
  rulesKeptSince(key: string): Promise<Instant | undefined>;
  /** Once for each key, which says what they are. */
  keepRules(key: string, rules: RuleSet, now: Instant): Promise<void>;
  /** Sums them up by day as well; `day` is ISO, in the organisation's time zone. */
  report(signIns: readonly ReportedSignIn[], day: string): Promise<void>;
  /** From that day on, the oldest first. */
  reportedByDay(
    policy: PolicyId,
    since: string,
  ): Promise<
    readonly { readonly day: string; readonly outcome: ReportOnlyOutcome; readonly count: number }[]
  >;
  /** The newest first; no name of whoever is deleted. */
  reportedLast(
    policy: PolicyId,
    limit: number,
  ): Promise<readonly (ReportedSignIn & { readonly username: string | null })[]>;
  /** Removes what was recorded before, at most `limit` of each; answers with the larger number. Sums stay. */
  purge(before: Instant, limit: number): Promise<number>;
}
