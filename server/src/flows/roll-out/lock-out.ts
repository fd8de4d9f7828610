import type { Instant } from '../../kernel/instant.ts';
import { type EnrollableMethod, resourceKinds } from '../../policy/model.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { UserWithFacts } from '../../ports/users.ts';
import type { Administrator } from '../caller.ts';
import type { Rules } from '../rules.ts';
import { decideAt, readStandpoint, type Standpoint, standpointsOf } from '../standpoint.ts';
import { currentRules } from './current-rules.ts';

/** Rule 12, in the transaction that changed the rules. @throws Refusal `would-lock-out` */
export const refuseLockingOutAuthor = async (
  source: Pick<Repositories, 'users' | 'policies' | 'settings'>,
  caller: Administrator,
  now: Instant,
): Promise<void> => {
  const author = caller.kind === 'cli' ? null : caller.user;
  if (author === null) return;
  const standpoint = await readStandpoint(source, currentRules, author, now);
  if (standpoint !== undefined && decideAt(standpoint, 'portal').outcome === 'deny')
    throw new Refusal('would-lock-out', 'This would lock you out yourself: you could not undo it.');
};

type StrandingSource = Pick<Repositories, 'users' | 'policies'>;

/**
 * Rules 6, 12, in the transaction that switched methods off: nobody may be left with nothing to prove, or owing what
 * can no longer be set up. Only those are asked about whom it can hit: who have set up such a method, and of whom it
 * is required by name. That no policy of several users asks for it `refuseUnusable` has seen to.
 * @throws Refusal `would-lock-out`
 */
export const refuseStranding = async (
  source: StrandingSource,
  rules: Rules,
  removed: readonly EnrollableMethod[],
  now: Instant,
): Promise<void> => {
  for (const method of removed)
    for await (const users of concernedBy(source, method, now)) {
      const stranded = (await standpointsOf(source, rules, users, now)).filter(isStranded);
      if (stranded.length > 0) throw wouldStrand(stranded);
    }
};

/** Users at a time. */
const pageSize = 200;

async function* concernedBy(
  { users, policies }: StrandingSource,
  method: EnrollableMethod,
  now: Instant,
): AsyncGenerator<readonly UserWithFacts[]> {
  let after: string | undefined;
  do {
    const page = await users.list({ method }, now, {
      limit: pageSize,
      ...(after !== undefined && { after }),
    });
    yield page.users;
    after = page.next;
  } while (after !== undefined);
  for (const user of await policies.usersOwing(method)) {
    const found = await users.withFacts(user);
    if (found !== undefined) yield [found];
  }
}

const isStranded = (standpoint: Standpoint): boolean =>
  resourceKinds.some((kind) => {
    const decided = decideAt(standpoint, kind);
    return decided.outcome === 'deny' && decided.code === 'no-usable-method';
  });

const wouldStrand = (stranded: readonly Standpoint[]): Refusal => {
  const names = stranded.slice(0, 5).map(({ user }) => user.username);
  return new Refusal(
    'would-lock-out',
    `Some could not sign in any more, for they have or owe nothing else, e.g. ${names.join(', ')}.`,
    { errors: [{ field: 'methods.enabled', message: 'some users have or owe nothing else' }] },
  );
};
