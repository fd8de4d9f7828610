import type { ExplainLogin, Explanation } from '@sallyport/contract/explain.ts';
import type { z } from 'zod';
import { asId, type UserId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Look } from '../administer/act.ts';
import type { Administrator } from '../caller.ts';
import { periodChanges } from '../roll-out/period-changes.ts';
import { factsFor, readStandpoint, type Standpoint } from '../standpoint.ts';
import { judgedNow } from '../time.ts';
import { describeExplanation } from './describe.ts';
import { namesFor } from './names.ts';
import { explainPastSignIn } from './past-sign-in.ts';

export type ExplainDeps = Look<'users' | 'groups' | 'policies' | 'settings' | 'decisions'>;
type Input = z.output<typeof ExplainLogin>;

/**
 * Why a login goes as it does, by the very decision: one that might be, with the user's facts and the rules of now, or
 * one that was, with those of its day.
 * @throws Refusal `not-found`, `invalid-request`, `permission-denied`
 */
export const explainLogin =
  (deps: ExplainDeps) =>
  async (caller: Administrator, input: Input): Promise<Explanation> =>
    input.auditSeq === undefined && input.signInId === undefined
      ? explainPossible(deps, input)
      : explainPastSignIn(deps, caller, input);

const explainPossible = async (deps: ExplainDeps, input: Input): Promise<Explanation> => {
  const now = await judgedNow(deps.clock, deps.read.audit);
  const at = input.at === undefined ? now : Date.parse(input.at);
  const standpoint = await readStandpoint(deps.read, deps.rules, await findId(deps.read, input), now);
  if (standpoint === undefined) throw noSuchUser();
  const { facts, policies } = entering(standpoint, input, at);
  return describeExplanation(facts, policies, await namesFor(deps.read, facts.user, policies));
};

const noSuchUser = (): Refusal => new Refusal('not-found', 'There is no such user.');

const findId = async (
  { users }: Pick<Repositories, 'users'>,
  { userId, username = '' }: Input,
): Promise<UserId> => {
  const id = userId === undefined ? (await users.byUsername(username))?.id : asId<UserId>(userId);
  if (id === undefined) throw noSuchUser();
  return id;
};

/** The periods that are due have started by then, as at a real login. */
const entering = (standpoint: Standpoint, input: Input, at: Instant) => {
  const before = periodChanges(standpoint, Math.min(standpoint.now, at)).after;
  const there = periodChanges({ ...before, now: at }, at).after;
  const facts = factsFor(there, {
    resource: definedResource(input.resource),
    address: input.address ?? null,
    rememberedDevice: input.rememberedDevice ?? false,
    proofs: (input.proofs ?? []).map((method) => ({ method, at, byEnrolling: false })),
    skipped: input.skipped ?? false,
  });
  return { facts, policies: there.policies };
};

const definedResource = ({ kind, id }: NonNullable<Input['resource']> = { kind: 'portal' }) =>
  id === undefined ? { kind } : { kind, id };
