import type {
  ExportPreviewQuery,
  Preview,
  PreviewChange,
  PreviewPeople,
  PreviewPeopleQuery,
} from '@sallyport/contract/preview.ts';
import type { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import type { IdMaker } from '../../../kernel/ids.ts';
import { type Instant, isoTime } from '../../../kernel/instant.ts';
import type { Policy } from '../../../policy/model.ts';
import { deadlineFor } from '../../../policy/periods.ts';
import type { HostClock } from '../../../ports/host-clock.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Streamed } from '../../administer/audit/export.ts';
import type { Administrator } from '../../caller.ts';
import { judgedNow } from '../../time.ts';
import { grantsGrace } from '../lapse.ts';
import { warningsOf } from '../warnings.ts';
import { type Assessment, type AssessmentTask, assess, type OnProgress } from './assess.ts';
import { exportPeople } from './export.ts';
import type { HeldPreview, HeldPreviews, PreviewHead } from './held.ts';
import { type HypothesisSource, hypothesisOf } from './hypothesis.ts';
import { peopleOf } from './people.ts';
import { emptyLists } from './summary.ts';

/** `assess`, beside the event loop. */
export type AssessAside = (task: AssessmentTask, onProgress: OnProgress) => Promise<Assessment>;

export interface PreviewDeps {
  readonly clock: Clock;
  readonly newId: IdMaker;
  readonly read: HypothesisSource & Pick<Repositories, 'audit'>;
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
    const { read } = deps;
    const now = await judgedNow(deps.clock, read.audit);
    const task: AssessmentTask = { change, author, now };
    const hypothesis = await hypothesisOf(read, change, now);
    const total = await read.directory.count(hypothesis.scope);
    const head = await headOf(deps, hypothesis.policy?.after ?? null, now);
    const held = deps.previews.add(head, total, now, (note) =>
      total > asideFrom ? deps.assessAside(task, note) : assess(read, task, note),
    );
    if (total <= asideFrom) await held.assessment;
    return describe(held);
  };

/** How far it is, and what came of it. @throws Refusal `not-found` */
export const getPreview =
  (deps: Pick<PreviewDeps, 'clock' | 'previews'>) =>
  async (id: string): Promise<Preview> =>
    describe(find(deps, id));

/** Waits until it is made. @throws Refusal `not-found`, `invalid-request` */
export const listPreviewPeople =
  (deps: PreviewDeps) =>
  async (id: string, query: z.output<typeof PreviewPeopleQuery>): Promise<z.output<typeof PreviewPeople>> =>
    peopleOf(deps.read, await find(deps, id).assessment, query);

/** The same list as a file. @throws Refusal `not-found` */
export const exportPreviewPeople =
  (deps: PreviewDeps) =>
  async (id: string, query: z.output<typeof ExportPreviewQuery>): Promise<Streamed> =>
    exportPeople(deps.read, await find(deps, id).assessment, query);

const find = ({ clock, previews }: Pick<PreviewDeps, 'clock' | 'previews'>, id: string): HeldPreview => {
  const held = previews.byId(id, clock.now());
  if (held === undefined)
    throw new Refusal('not-found', 'This preview is not kept here any more: ask for it again.');
  return held;
};

const headOf = async (
  { read, hostClock, newId }: PreviewDeps,
  policy: Policy | null,
  now: Instant,
): Promise<PreviewHead> => {
  const id = newId<'preview'>();
  if (policy === null) return { id, warnings: [] };
  const settings = await read.settings.read();
  const days = daysOf(policy);
  return {
    id,
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
  const { head, progress } = held;
  if (held.failed) await held.assessment;
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
