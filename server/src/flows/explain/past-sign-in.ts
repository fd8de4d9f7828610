import type { Explanation } from '@sallyport/contract/explain.ts';
import { asId, type SignInId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { compile, withOwn } from '../../policy/compile.ts';
import { permissionsOf } from '../../policy/roles.ts';
import type { ChainedEvent } from '../../ports/audit-log.ts';
import type { RecordedDecision } from '../../ports/decision-records.ts';
import { invalid, Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Look } from '../administer/act.ts';
import type { Administrator } from '../caller.ts';
import { keyOf } from '../decisions/keep-rules.ts';
import { describeExplanation } from './describe.ts';
import { namesFor } from './names.ts';

type Read = Look<'users' | 'groups' | 'decisions'>['read'];

/** Which decision; a name for the user, who may be deleted. */
interface Wanted {
  readonly signIn: SignInId;
  readonly at?: Instant;
  readonly auditSeq?: number;
  readonly username?: string;
  readonly entry?: ChainedEvent;
}

/**
 * A sign-in that ended, with the facts and the rules of its day. Whoever sees it sees where somebody signed in from:
 * it takes what reading the audit log takes.
 * @throws Refusal `permission-denied`, `not-found`, `invalid-request`
 */
export const explainPastSignIn = async (
  { read }: { readonly read: Read },
  caller: Administrator,
  input: { readonly auditSeq?: number | undefined; readonly signInId?: string | undefined },
): Promise<Explanation> => {
  if (!permissionsOf(caller.role).has('audit:read'))
    throw new Refusal('permission-denied', 'Past sign-ins are for those who may read the audit log.');
  const { signIn, at, auditSeq, username, entry }: Wanted =
    input.auditSeq === undefined
      ? { signIn: asId<SignInId>(input.signInId ?? '') }
      : await entryOf(read, input.auditSeq);
  const record = await read.decisions.find(signIn, at);
  if (record === undefined) throw notKept();
  const policies = withOwn(compile(record.rules.policies), record.own);
  const facts = { ...record.facts, settings: record.rules.settings };
  const names = await namesFor(read, facts.user, policies, username);
  return {
    signIn: {
      id: signIn,
      ...(auditSeq !== undefined && { auditSeq }),
      record: compared(record, entry ?? (await entryAbout(read, record))),
    },
    ...describeExplanation(facts, policies, names),
  };
};

/** Where only the sign-in is known: its entry is of the same time. */
const entryAbout = async (
  { audit }: Pick<Repositories, 'audit'>,
  { signIn, user, facts: { now } }: RecordedDecision,
): Promise<ChainedEvent | undefined> => {
  const filter = { user, kinds: [...endedSignIns], from: now, until: now };
  const { events } = await audit.search(filter, { order: 'newest first', limit: 50 });
  return events.find(({ details }) => details?.signIn === signIn);
};

/** The rules stand apart, once for many sign-ins, under a digest of their own. */
const compared = (
  { digest, rules, rulesKey }: RecordedDecision,
  entry: ChainedEvent | undefined,
): 'intact' | 'changed' | 'unsealed' => {
  const recorded = entry?.details?.record;
  if (entry !== undefined && recorded === undefined) return 'unsealed';
  return recorded === digest && keyOf(rules) === rulesKey ? 'intact' : 'changed';
};

const notKept = (): Refusal =>
  new Refusal(
    'not-found',
    'What this sign-in was decided from is not there: it is kept for 400 days, of sign-ins that were completed or denied.',
  );

const endedSignIns: ReadonlySet<string> = new Set(['sign-in.completed', 'sign-in.denied']);

const entryOf = async ({ audit }: Pick<Repositories, 'audit'>, seq: number): Promise<Wanted> => {
  const [entry] = await audit.from(seq, 1);
  if (entry?.seq !== seq) throw new Refusal('not-found', 'There is no such entry in the audit log.');
  const id = entry.details?.signIn;
  if (!endedSignIns.has(entry.kind))
    throw invalid('auditSeq', 'must be the entry of a sign-in that was completed or denied');
  if (typeof id !== 'string') throw notKept();
  const username = entry.subject?.name;
  return {
    signIn: asId<SignInId>(id),
    at: entry.at,
    auditSeq: seq,
    entry,
    ...(username !== undefined && { username }),
  };
};
