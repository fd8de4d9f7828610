import type { Approval } from '@sallyport/contract/approvals.ts';
import { type ApprovalId, asId } from '../../../kernel/ids.ts';
import { days, type Instant } from '../../../kernel/instant.ts';
import type { ApprovalDecision, StoredApproval } from '../../../ports/approvals.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Administrator } from '../../caller.ts';
import { approvalDecided } from '../../mails/approvals.ts';
import { queueMail } from '../../mails/queue.ts';
import { judgedNow } from '../../time.ts';
import { act } from '../act.ts';
import { askerNow, isAsker } from './asker.ts';
import { aboutApproval, detailsOf } from './audited.ts';
import { heldFactorBefore, mayDecide, roleConcerned } from './deciders.ts';
import { describeApproval } from './describe.ts';
import { openInput, withoutTyped } from './input.ts';
import type { ApprovalDeps } from './wanted.ts';
import { within } from './within.ts';

/** An approved export can be read for so long. */
const readableFor = days(1);

type Source = Repositories;

/**
 * Approves and carries out, in one transaction, what somebody else asked for: once, however many approve at the same
 * moment, and judged as if they asked now. Where it is refused by now, that is what becomes of the request.
 * @throws Refusal `not-found`, `permission-denied`, `conflict`, or why it no longer fits
 */
export const approve =
  (deps: ApprovalDeps) =>
  async (caller: Administrator, id: string): Promise<Approval> => {
    try {
      return await carryOutApproved(deps, caller, asId(id));
    } catch (error) {
      if (error instanceof NoLongerFits) await noteFailure(deps, caller, asId(id), error.refusal);
      throw error instanceof NoLongerFits ? error.refusal : error;
    }
  };

class NoLongerFits extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

const carryOutApproved = (deps: ApprovalDeps, caller: Administrator, id: ApprovalId): Promise<Approval> =>
  act<keyof Source, Approval>(deps, caller, async (source, now, record) => {
    const stored = await readDecidable(deps, source, caller, id);
    const reads = deps.termsOf(stored.call).approval === 'read-exports';
    const outcome = reads ? 'approved' : 'carried-out';
    const readable = reads && { expiresAt: now + readableFor };
    await settle(deps, source, caller, stored, { to: outcome, ...readable }, now);
    if (!reads) await carryOut(deps, source, stored, now);
    await mailAsker(deps, source, caller, stored, outcome, '', now);
    record({ kind: 'approval.approved', ...aboutApproval(stored), details: detailsOf(stored) });
    return describeApproval(deps, source, caller, await readStored(source, id), now);
  });

const carryOut = async (
  deps: ApprovalDeps,
  source: Source,
  stored: StoredApproval,
  now: Instant,
): Promise<void> => {
  try {
    const { permission } = deps.termsOf(stored.call);
    const asker = await askerNow(source, stored.asker, permission, now);
    const { wanted } = openInput(deps, stored);
    if (wanted === undefined) throw decided();
    const call = { ...wanted, call: stored.call, id: stored.target?.id ?? '' };
    await deps.carryOut(within(deps, source), asker, call);
  } catch (error) {
    throw error instanceof Refusal ? new NoLongerFits(error) : error;
  }
};

/** What it had changed by then is taken back; that it failed is kept. */
const noteFailure = (
  deps: ApprovalDeps,
  caller: Administrator,
  id: ApprovalId,
  refusal: Refusal,
): Promise<void> =>
  act<keyof Source, void>(deps, caller, async (source, now, record) => {
    const stored = await readStored(source, id);
    const failed = { from: 'waiting', to: 'failed', by: deciderOf(caller), at: now } as const;
    const decision = { ...failed, note: refusal.message, input: withoutTyped(deps, stored) };
    if (!(await source.approvals.decide(id, decision))) return;
    const details = { ...detailsOf(stored), refusal: refusal.code };
    record({ kind: 'approval.failed', ...aboutApproval(stored), details });
  });

/** @throws Refusal `not-found`, `permission-denied`, `conflict` */
export const reject =
  (deps: ApprovalDeps) =>
  (caller: Administrator, id: string, note: string): Promise<Approval> =>
    act<keyof Source, Approval>(deps, caller, async (source, now, record) => {
      const stored = await readDecidable(deps, source, caller, asId(id));
      await settle(deps, source, caller, stored, { to: 'rejected', note }, now);
      await mailAsker(deps, source, caller, stored, 'rejected', note, now);
      record({
        kind: 'approval.rejected',
        ...aboutApproval(stored),
        details: { ...detailsOf(stored), note },
      });
      return describeApproval(deps, source, caller, await readStored(source, stored.id), now);
    });

/** @throws Refusal `not-found`, `permission-denied` for what somebody else asked, `conflict` */
export const withdraw =
  (deps: ApprovalDeps) =>
  (caller: Administrator, id: string): Promise<Approval> =>
    act<keyof Source, Approval>(deps, caller, async (source, now, record) => {
      const stored = await readStored(source, asId(id));
      if (!isAsker(caller, stored.asker))
        throw new Refusal('permission-denied', 'Only who asked can withdraw it; you can reject it.');
      await settle(deps, source, caller, stored, { to: 'withdrawn' }, now);
      record({ kind: 'approval.withdrawn', ...aboutApproval(stored), details: detailsOf(stored) });
      return describeApproval(deps, source, caller, await readStored(source, stored.id), now);
    });

const readStored = async (
  { approvals }: Pick<Source, 'approvals'>,
  id: ApprovalId,
): Promise<StoredApproval> => {
  const stored = await approvals.byId(id);
  if (stored === undefined) throw new Refusal('not-found', 'There is no such request for approval.');
  return stored;
};

const readDecidable = async (
  deps: ApprovalDeps,
  source: Pick<Source, 'approvals' | 'users' | 'authenticators'>,
  caller: Administrator,
  id: ApprovalId,
): Promise<StoredApproval> => {
  const stored = await readStored(source, id);
  if (caller.kind !== 'session')
    throw new Refusal('permission-denied', 'A person has to decide this, signed in to the portal.');
  if (isAsker(caller, stored.asker))
    throw new Refusal('permission-denied', 'You asked for this yourself: somebody else has to decide it.');
  if (!mayDecide(caller, stored, deps.termsOf(stored.call), await roleConcerned(source, stored)))
    throw new Refusal('permission-denied', 'Only somebody who may do this themselves can decide it.');
  if (!(await heldFactorBefore(source, caller, stored.askedAt)))
    throw new Refusal(
      'permission-denied',
      'Your second factor was set up after this was asked for: somebody who had one by then has to decide it.',
    );
  return stored;
};

const deciderOf = (caller: Administrator): StoredApproval['decidedBy'] =>
  caller.kind === 'session' ? { id: caller.user, name: caller.username } : null;

/** The one conditional write: of all who decide at the same moment, one does. @throws Refusal `conflict` */
const settle = async (
  deps: ApprovalDeps,
  { approvals }: Pick<Source, 'approvals'>,
  caller: Administrator,
  stored: StoredApproval,
  {
    note = null,
    ...decision
  }: Pick<ApprovalDecision, 'to' | 'expiresAt'> & { readonly note?: string | null },
  now: Instant,
): Promise<void> => {
  const settled = { from: 'waiting', by: deciderOf(caller), at: now, note, ...decision } as const;
  const input = decision.to === 'approved' ? {} : { input: withoutTyped(deps, stored) };
  if (!(await approvals.decide(stored.id, { ...settled, ...input }))) throw decided();
};

const decided = (): Refusal =>
  new Refusal('conflict', 'This was decided already, was withdrawn, or has expired.');

const mailAsker = async (
  deps: ApprovalDeps,
  source: Source,
  caller: Administrator,
  { asker, call, target, note }: StoredApproval,
  outcome: 'approved' | 'carried-out' | 'rejected',
  why: string,
  now: Instant,
): Promise<void> => {
  const id = asker.kind === 'user' ? asker.id : asker.user;
  const user = id === null ? undefined : await source.users.byId(id);
  if (user === undefined) return;
  const { summary } = deps.termsOf(call);
  const decider = deciderOf(caller)?.name ?? '';
  const about = { summary, target: target?.name, asker: asker.name, note, outcome, decider, why };
  await queueMail(
    source.outbox,
    deps,
    { user, rules: await deps.rules(source), now },
    approvalDecided,
    about,
  );
};

/** @throws Refusal `not-found` */
export const getApproval =
  (deps: ApprovalDeps) =>
  async (caller: Administrator, id: string): Promise<Approval> => {
    const now = await judgedNow(deps.clock, deps.read.audit);
    return describeApproval(deps, deps.read, caller, await readStored(deps.read, asId(id)), now);
  };
