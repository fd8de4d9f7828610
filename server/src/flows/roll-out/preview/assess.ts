import { setImmediate as breathe } from 'node:timers/promises';
import type { Preview, PreviewChange } from '@sallyport/contract/preview.ts';
import type { UserId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/instant.ts';
import type { Author } from '../../caller.ts';
import { currentRules } from '../current-rules.ts';
import { asIf } from './as-if.ts';
import { blank, FactClasses } from './fact-classes.ts';
import { type HypothesisSource, hypothesisOf } from './hypothesis.ts';
import { lapsedOf } from './lapsed.ts';
import { type Outcome, type Reckoning, reckoningOf } from './outcome.ts';
import { Outcomes } from './outcomes.ts';
import { type Refusals, refusalsOf } from './refusals.ts';
import { byName, byScope, RelevantGroups } from './relevant-groups.ts';
import { type PeopleLists, Roster } from './roster.ts';
import { type Summary, summaryOf } from './summary.ts';

/** Plain data, so that another thread can be asked. */
export interface AssessmentTask {
  readonly change: PreviewChange;
  readonly author: Author;
  readonly now: Instant;
}

/** What comes of a change; plain data too. */
export interface Assessment {
  readonly summary: Summary & Pick<Preview, 'lapsed'>;
  /** Those that there are, each once; the lists refer to them by their place. */
  readonly outcomes: readonly Outcome[];
  readonly people: PeopleLists;
  readonly refusals: Refusals;
}

export type OnProgress = (done: number, total: number) => void;

/**
 * Whom a change would concern, and how (R11): puts everybody whom it could make a difference to under the rules as they
 * would be, each class of equal facts once, and asks the decisions that their next sign-in would go through.
 * @throws Refusal `not-found`, `invalid-request`
 */
export const assess = async (
  source: HypothesisSource,
  task: AssessmentTask,
  onProgress: OnProgress,
): Promise<Assessment> => {
  const { author, now } = task;
  const hypothesis = await hypothesisOf(source, task.change, now);
  const world = asIf(source, hypothesis);
  const rules = [await currentRules(source), await currentRules(world)] as const;
  const reckoning = reckoningOf(hypothesis, rules, now);
  const outcomes = new Outcomes(reckoning);
  const roster = await rosterOf(source, reckoning, outcomes, onProgress);
  const { timeZone } = rules[1].settings.organisation;
  const people = await roster.lists(source, hypothesis.scope, outcomes.all);
  return {
    summary: {
      ...summaryOf(outcomes.all, roster.sharers, timeZone, now),
      lapsed: await lapsedOf(source, outcomes.all, roster.sharers, people),
    },
    outcomes: outcomes.all,
    people,
    refusals: await refusalsOf(world, hypothesis, rules[1], author, now, outcomes.all),
  };
};

const rosterOf = async (
  { directory }: HypothesisSource,
  { hypothesis, rules }: Reckoning,
  outcomes: Outcomes,
  onProgress: OnProgress,
): Promise<Roster> => {
  const { scope } = hypothesis;
  const policies = rules.flatMap(({ stored }) => stored.map(({ policy }) => policy));
  const telling = hypothesis.movesMembers ? byName : byScope(policies, blank);
  const groups = new RelevantGroups(directory, telling);
  const classes = new FactClasses({
    alterationOf: hypothesis.alterationOf,
    groups,
    policies: new Map(policies.map(({ id }) => [id, id])),
  });
  const total = await directory.count(scope);
  const roster = new Roster();
  let done = 0;
  let after: UserId | undefined;
  do {
    const page = await directory.page(scope, after);
    await groups.meet(page.users);
    classes.sort(page, (user, known, index) => {
      const outcome = outcomes.of(index, known);
      if (outcome !== -1) roster.add(user, outcome);
    });
    done += page.users.length;
    onProgress(done, total);
    await breathe();
    after = page.next;
  } while (after !== undefined);
  return roster;
};
