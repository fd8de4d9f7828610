import type { UserId } from '../../kernel/ids.ts';
import { days, type Instant, minutes } from '../../kernel/instant.ts';
import { addressElsewhere } from '../../policy/elsewhere.ts';
import { type Decision, type EnrollableMethod, resourceKinds } from '../../policy/model.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { UserWithFacts } from '../../ports/users.ts';
import type { Author } from '../caller.ts';
import type { Rules } from '../rules.ts';
import { decideAt, decideFor, readStandpoint, type Standpoint, standpointsOf } from '../standpoint.ts';
import { currentRules } from './current-rules.ts';

type Source = Pick<Repositories, 'users' | 'policies' | 'settings'>;

/**
 * Rule 12, in the transaction that changed the rules, or who is in which group: its author can still get in from where
 * they are, and one of the owners from somewhere, some time in the week to come.
 * @throws Refusal `would-lock-out`
 */
export const refuseLockingOut = async (source: Source, author: Author, now: Instant): Promise<void> => {
  const rules = await currentRules(source);
  const elsewhere = addressElsewhere(rules.stored.map(({ policy }) => policy));
  const mayEnter = async (id: UserId): Promise<boolean> => {
    const standpoint = await readStandpoint(source, async () => rules, id, now);
    if (standpoint === undefined) return true;
    return author.kind === 'session' && author.user === id
      ? portalDecision(standpoint, author.address).outcome !== 'deny'
      : isEverLetIn(standpoint, elsewhere);
  };
  const self = 'user' in author ? author.user : null;
  if (self !== null && !(await mayEnter(self)))
    throw new Refusal(
      'would-lock-out',
      'This would lock you out yourself: you could not undo it. Leave a group out that you are in.',
    );
  const owners = await source.users.holdActiveOwners();
  for (const { id } of owners) if (await mayEnter(id)) return;
  if (owners.length > 0)
    throw new Refusal(
      'would-lock-out',
      'This would lock out every owner: nobody could undo it. Leave a group out that an owner is in.',
    );
};

const portalDecision = (standpoint: Standpoint, address: string | null): Decision =>
  decideFor(standpoint, { resource: { kind: 'portal' }, address, proofs: [], skipped: false });

/** Often enough for any hours that somebody would name. */
const step = minutes(15);

/** That somebody's factors are broken is not the doing of the change: only a policy that denies is. */
const isEverLetIn = (standpoint: Standpoint, address: string | null): boolean => {
  for (let ahead = 0; ahead < days(7); ahead += step) {
    const decided = portalDecision({ ...standpoint, now: standpoint.now + ahead }, address);
    if (decided.outcome !== 'deny' || decided.code !== 'denied-by-policy') return true;
  }
  return false;
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
