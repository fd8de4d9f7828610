import type {
  ExportPreviewQuery,
  Preview,
  PreviewChange,
  PreviewPeople,
  PreviewPeopleQuery,
} from '@sallyport/contract/preview.ts';
import type { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { IdMaker } from '../../../kernel/ids.ts';
import { type Instant, isoTime } from '../../../kernel/instant.ts';
import type { Policy } from '../../../policy/model.ts';
import { deadlineFor } from '../../../policy/periods.ts';
import type { HostClock } from '../../../ports/host-clock.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Transactions } from '../../../ports/transactions.ts';
import { type Act, act } from '../../administer/act.ts';
import type { Streamed } from '../../administer/audit/export.ts';
import { type Administrator, actorOf, asAbsent } from '../../caller.ts';
import { judgedNow } from '../../time.ts';
import { grantsGrace } from '../lapse.ts';
import { warningsOf } from '../warnings.ts';
import { type Assessment, type AssessmentTask, assess, type OnProgress } from './assess.ts';
import { exportPeople } from './export.ts';
import { type HeldPreview, type HeldPreviews, keptFor, type PreviewHead } from './held.ts';
import { type HypothesisSource, hypothesisOf } from './hypothesis.ts';
import { peopleOf, peopleOn } from './people.ts';
import { emptyLists } from './summary.ts';

/** `assess`, beside the event loop; rejects with the reason of `signal` once that is aborted. */
export type AssessAside = (
  task: AssessmentTask,
  onProgress: OnProgress,
  signal: AbortSignal,
) => Promise<Assessment>;

export interface PreviewDeps {
  readonly clock: Clock;
  readonly newId: IdMaker;
  readonly read: HypothesisSource & Pick<Repositories, 'audit' | 'askedPreviews'>;
  readonly transact: Transactions<Pick<Repositories, 'askedPreviews'>>;
  readonly hostClock: HostClock;
  readonly previews: HeldPreviews;
  readonly assessAside: AssessAside;
}

/** Beyond so many users the event loop would be held for long. */
const asideFrom = 2_000;

/**
 * Whom a change would concern, before it is made (R11). Of few users the answer is whole; of many it is only begun, and
 * is asked for again by its id.
 * @throws Refusal `not-found`, `invalid-request`
 */
export const previewChange =
  (deps: PreviewDeps) =>
  async (author: Administrator, change: PreviewChange): Promise<Preview> => {
    const now = await judgedNow(deps.clock, deps.read.audit);
    const id = deps.newId<'preview'>();
    const task: AssessmentTask = { change, author: asAbsent(author), now };
    const held = await begin(deps, id, task);
    await deps.transact(({ askedPreviews }) =>
      askedPreviews.add({ id, task: JSON.stringify(task), askedAt: now }),
    );
    return describe(held);
  };

/** How far it is, and what came of it. @throws Refusal `not-found` */
export const getPreview =
  (deps: PreviewDeps) =>
  async (id: string): Promise<Preview> =>
    describe(await find(deps, id));

/** Waits until it is made. @throws Refusal `not-found`, `invalid-request` */
export const listPreviewPeople =
  (deps: PreviewDeps) =>
  async (id: string, query: z.output<typeof PreviewPeopleQuery>): Promise<z.output<typeof PreviewPeople>> =>
    peopleOf(deps.read, await (await find(deps, id)).assessment, query);

/** The same list as a file; that it left is recorded before its first line. @throws Refusal `not-found` */
export const exportPreviewPeople =
  (deps: PreviewDeps & Act<never>) =>
  async (
    caller: Administrator,
    id: string,
    query: z.output<typeof ExportPreviewQuery>,
  ): Promise<Streamed> => {
    const assessment = await (await find(deps, id)).assessment;
    await act(deps, caller, async (_source, _now, record) =>
      record({
        kind: 'preview.exported',
        details: { preview: id, ...definedOnly(query), onList: peopleOn(assessment, query.category) },
      }),
    );
    return exportPeople(deps.read, assessment, query);
  };

/** Made anew where another process made it, as of when it was asked for. */
const find = async (deps: PreviewDeps, id: string): Promise<HeldPreview> => {
  const now = deps.clock.now();
  const held = deps.previews.byId(id, now);
  if (held !== undefined) return held;
  const asked = await deps.read.askedPreviews.byId(id);
  if (asked === undefined || now - asked.askedAt > keptFor)
    throw new Refusal('not-found', 'This preview is not kept any more: ask for it again.');
  return begin(deps, id, JSON.parse(asked.task) as AssessmentTask);
};

const begin = async (deps: PreviewDeps, id: string, task: AssessmentTask): Promise<HeldPreview> => {
  const { read, previews } = deps;
  const { change, now } = task;
  const hypothesis = await hypothesisOf(read, change, now);
  const total = await read.directory.count(hypothesis.scope);
  const head = await headOf(deps, id, { change, policy: hypothesis.policy?.after ?? null, now });
  const begunMeanwhile = previews.byId(id, now);
  return (
    begunMeanwhile ??
    previews.add(head, askedBy(task.author), total, now, (note, signal) =>
      total > asideFrom ? deps.assessAside(task, note, signal) : assess(read, task, note),
    )
  );
};

/** A person is one, with whatever token of theirs they ask. */
const askedBy = (author: AssessmentTask['author']): string => {
  const user = 'user' in author ? author.user : null;
  return user ?? actorOf(author).id ?? author.kind;
};

const headOf = async (
  { read, hostClock }: PreviewDeps,
  id: string,
  {
    change,
    policy,
    now,
  }: { readonly change: PreviewChange; readonly policy: Policy | null; readonly now: Instant },
): Promise<PreviewHead> => {
  const settings = await read.settings.read();
  const signIn = change.change === 'settings' ? change.settings.signIn : undefined;
  const enrollAtActivation = signIn?.enrollAtActivation ?? settings.signIn.enrollAtActivation;
  if (policy === null) return { id, enrollAtActivation, warnings: [] };
  const days = daysOf(policy);
  return {
    id,
    enrollAtActivation,
    ...(days !== undefined && {
      deadline: isoTime(deadlineFor(now, days, settings.organisation.timeZone)),
    }),
    warnings: warningsOf(settings, policy, await hostClock.check()),
  };
};

const daysOf = (policy: Policy): number | undefined =>
  grantsGrace(policy) && policy.action.kind === 'require' && policy.action.requirement.strength === 'soft'
    ? policy.action.requirement.days
    : undefined;

/** @throws what the making of it failed with */
const describe = async (held: HeldPreview): Promise<Preview> => {
  if (held.failed || held.progress.total <= asideFrom) await held.assessment;
  const { head, progress } = held;
  if (held.finished === undefined) return { ...nothingYet, ...head, state: 'running', progress };
  const { summary, refusals } = held.finished;
  return { ...head, state: 'done', progress, ...summary, refusals };
};

const nothingYet = {
  concerned: 0,
  asked: 0,
  mustEnroll: 0,
  notActivated: 0,
  lockedOut: 0,
  lapsed: { count: 0, users: [] },
  lists: emptyLists(),
  days: [],
  refusals: [],
} satisfies Partial<Preview>;
