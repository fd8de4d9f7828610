import type { Approval, ApprovalAct } from '@sallyport/contract/approvals.ts';
import { asId } from '../../../kernel/ids.ts';
import { hours } from '../../../kernel/instant.ts';
import { type Asker, approvalContext, type StoredApproval } from '../../../ports/approvals.ts';
import { invalid, Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Administrator } from '../../caller.ts';
import { approvalAsked } from '../../mails/approvals.ts';
import { queueMail } from '../../mails/queue.ts';
import { act } from '../act.ts';
import { actOf } from './act-of.ts';
import { askerOf } from './asker.ts';
import { aboutApproval, detailsOf } from './audited.ts';
import { decidersOf } from './deciders.ts';
import { describeApproval } from './describe.ts';
import { redeem } from './redeem.ts';
import type { ApprovalDeps, WantedCall } from './wanted.ts';

/** What came with the call besides what it takes. */
export interface ApprovalWords {
  /** Why it is to be done; '' when nothing was said. */
  readonly note: string;
  /** The approval by which an export is read; '' without one. */
  readonly approvalId: string;
}

const longestNote = 1000;

/**
 * Asked before every call that may be a dangerous act: undefined to let it be made, or the request for approval that
 * was stored in its place.
 * @throws Refusal `approval-required` when the reason is missing or nobody could approve, and whatever the call itself
 * would be refused with
 */
export const needsSecondPerson =
  (deps: ApprovalDeps) =>
  async (caller: Administrator, wanted: WantedCall, words: ApprovalWords): Promise<Approval | undefined> => {
    const asker = askerOf(caller);
    const { settings } = await deps.rules(deps.read);
    if (asker === undefined || settings.approvals.acts.length === 0) return undefined;
    const found = await actOf(deps, caller, wanted);
    if (found === null || (found !== 'weaken-approvals' && !settings.approvals.acts.includes(found)))
      return undefined;
    if (words.approvalId !== '') {
      await redeem(deps)(caller, wanted, asId(words.approvalId));
      return undefined;
    }
    const note = words.note.trim();
    if (note === '')
      throw new Refusal(
        'approval-required',
        'A second administrator has to approve this. Say why it is to be done, in the header Approval-Note; nothing is changed until then.',
      );
    if (note.length > longestNote) throw invalid('note', `must be at most ${longestNote} characters`);
    return ask(deps, caller, asker, found, wanted, note);
  };

const ask = (
  deps: ApprovalDeps,
  caller: Administrator,
  asker: Asker,
  found: ApprovalAct,
  wanted: WantedCall,
  note: string,
): Promise<Approval> =>
  act<keyof Repositories, Approval>(deps, caller, async (source, now, record) => {
    const rules = await deps.rules(source);
    const id: StoredApproval['id'] = deps.newId();
    const { query, body } = wanted;
    const stored: StoredApproval = {
      id,
      act: found,
      call: wanted.call,
      target: await targetOf(source, wanted),
      input: deps.sealer.seal(JSON.stringify({ query, body }), approvalContext(id)),
      note,
      asker,
      askedAt: now,
      expiresAt: now + hours(rules.settings.approvals.hours),
      state: 'waiting',
      decidedBy: null,
      decidedAt: null,
      decisionNote: null,
    };
    const terms = deps.termsOf(wanted.call);
    const deciders = await decidersOf(source, stored, terms);
    if (deciders.length === 0)
      throw new Refusal(
        'approval-required',
        'A second administrator has to approve this, and there is nobody else who may. Give somebody the role first, or use the command line on the server.',
      );
    await source.approvals.add(stored);
    const { summary } = terms;
    const asked = {
      summary,
      target: stored.target?.name,
      asker: asker.name,
      note,
      expiresAt: stored.expiresAt,
    };
    for (const { user } of deciders)
      await queueMail(source.outbox, deps, { user, rules, now }, approvalAsked, asked);
    record({ kind: 'approval.asked', ...aboutApproval(stored), details: { ...detailsOf(stored), note } });
    return describeApproval(deps, source, caller, stored, now);
  });

const targetOf = async (
  source: Pick<Repositories, 'users' | 'groups' | 'policies'>,
  { call, id }: WantedCall,
): Promise<StoredApproval['target']> => {
  const [, kind = ''] = /^\w+ \/(\w+?)s?\/:id/.exec(call) ?? [];
  if (kind === '') return null;
  return { kind, id, name: (await nameOf(source, kind, id)) ?? id };
};

const nameOf = async (
  { users, groups, policies }: Pick<Repositories, 'users' | 'groups' | 'policies'>,
  kind: string,
  id: string,
): Promise<string | undefined> => {
  switch (kind) {
    case 'user':
      return (await users.byId(asId(id)))?.username;
    case 'group':
      return (await groups.byId(asId(id)))?.name;
    default:
      return (await policies.shared()).find(({ policy }) => policy.id === id)?.policy.name;
  }
};
