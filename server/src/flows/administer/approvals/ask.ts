import type { Approval, ApprovalAct } from '@sallyport/contract/approvals.ts';
import { asId } from '../../../kernel/ids.ts';
import { hours, type Instant } from '../../../kernel/instant.ts';
import type { Asker, StoredApproval } from '../../../ports/approvals.ts';
import { invalid, Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { UserWithFacts } from '../../../ports/users.ts';
import type { Administrator } from '../../caller.ts';
import { approvalAsked } from '../../mails/approvals.ts';
import { queueMail } from '../../mails/queue.ts';
import { act } from '../act.ts';
import { actsOf } from './act-of.ts';
import { actsInForce } from './acts-in-force.ts';
import { askerOf } from './asker.ts';
import { aboutApproval, detailsOf } from './audited.ts';
import { withUsersChosen } from './chosen.ts';
import { decidersOf } from './deciders.ts';
import { describeApproval } from './describe.ts';
import { isSame, openInput, sealInput } from './input.ts';
import { redeem } from './redeem.ts';
import { shownOf } from './shown.ts';
import { targetOf } from './target.ts';
import type { ApprovalDeps, WantedCall } from './wanted.ts';

/** What came with the call besides what it takes. */
export interface ApprovalWords {
  /** Why it is to be done; '' when nothing was said. */
  readonly note: string;
  /** The approval by which an export is read; '' without one. */
  readonly approvalId: string;
}

const longestNote = 1000;

/** Nobody is mailed of more requests: the page shows them all. */
const mailedPerHour = 10;

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
    const inForce = actsInForce((await deps.rules(deps.read)).settings);
    if (asker === undefined || inForce.size === 0) return undefined;
    const found = (await actsOf(deps, caller, wanted)).find((each) => inForce.has(each));
    if (found === undefined) return undefined;
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
  typed: WantedCall,
  note: string,
): Promise<Approval> =>
  act<keyof Repositories, Approval>(deps, caller, async (source, now, record) => {
    const wanted = await withUsersChosen(source, typed, now);
    const target = await targetOf(source, wanted);
    const known = await waitingAlready(deps, source, { asker, target }, wanted, now);
    if (known !== undefined) return describeApproval(deps, source, caller, known, now);
    const rules = await deps.rules(source);
    const id: StoredApproval['id'] = deps.newId();
    const { call, query, body } = wanted;
    const terms = deps.termsOf(call);
    const shown = await shownOf(source, wanted, terms.secrets());
    const stored: StoredApproval = {
      id,
      act: found,
      call,
      target,
      input: sealInput(deps.sealer, id, { shown, wanted: { query, body } }),
      note,
      asker,
      askedAt: now,
      expiresAt: now + hours(rules.settings.approvals.hours),
      state: 'waiting',
      decidedBy: null,
      decidedAt: null,
      decisionNote: null,
    };
    const deciders = await decidersOf(source, stored, terms);
    if (deciders.length === 0)
      throw new Refusal(
        'approval-required',
        'A second administrator has to approve this, and there is nobody else who may. Give somebody with a second factor the role first, or use the command line on the server.',
      );
    await mailDeciders(deps, source, deciders, stored, now);
    await source.approvals.add(stored);
    record({ kind: 'approval.asked', ...aboutApproval(stored), details: { ...detailsOf(stored), note } });
    return describeApproval(deps, source, caller, stored, now);
  });

/** The same, asked by the same: there is one request, however often it is asked for. */
const waitingAlready = async (
  deps: ApprovalDeps,
  { users, approvals }: Pick<Repositories, 'users' | 'approvals'>,
  { asker, target }: Pick<StoredApproval, 'asker' | 'target'>,
  wanted: WantedCall,
  now: Instant,
): Promise<StoredApproval | undefined> => {
  // One after another, when they come at the same moment.
  const person = asker.kind === 'user' ? asker.id : asker.user;
  if (person !== null) await users.lock(person);
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page = { limit: 100, ...(after !== '' && { after }) };
    const { approvals: waiting, next } = await approvals.list({ waiting: true }, now, page);
    const known = waiting.find(
      (each) =>
        each.call === wanted.call &&
        each.asker.id === asker.id &&
        each.target?.id === target?.id &&
        isSame(openInput(deps, each), wanted),
    );
    if (known !== undefined) return known;
    after = next;
  }
  return undefined;
};

const mailDeciders = async (
  deps: ApprovalDeps,
  source: Repositories,
  deciders: readonly UserWithFacts[],
  { call, target, asker, note, expiresAt }: StoredApproval,
  now: Instant,
): Promise<void> => {
  const { approvals: latest } = await source.approvals.list({}, now, { limit: mailedPerHour });
  if (latest.filter(({ askedAt }) => askedAt > now - hours(1)).length >= mailedPerHour) return;
  const rules = await deps.rules(source);
  const { summary } = deps.termsOf(call);
  const asked = { summary, target: target?.name, asker: asker.name, note, expiresAt };
  for (const { user } of deciders)
    await queueMail(source.outbox, deps, { user, rules, now }, approvalAsked, asked);
};
