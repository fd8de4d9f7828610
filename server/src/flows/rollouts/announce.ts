import type { Instant } from '../../kernel/instant.ts';
import { type CompiledPolicy, compile } from '../../policy/compile.ts';
import { inScope, isExempt } from '../../policy/matching.ts';
import { type Announcement, type WaveWho, waveDeadline, wavePolicy } from '../../policy/rollout.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Rollout } from '../../ports/rollouts.ts';
import type { UserWithFacts } from '../../ports/users.ts';
import { type MailParts, mailTo } from '../mails/queue.ts';
import { rolloutAnnouncement } from '../mails/rollouts.ts';
import { currentRules } from '../roll-out/current-rules.ts';
import { membersPage } from '../roll-out/members.ts';
import { standingOf, standpointsOf } from '../standpoint.ts';

type Source = Pick<
  Repositories,
  'users' | 'groups' | 'standings' | 'policies' | 'settings' | 'outbox' | 'rollouts'
>;

/** Mails one page of a wave's people; how far that is comes back, to be stored with them. */
export const announcePage = async (
  deps: MailParts,
  source: Source,
  rollout: Rollout,
  number: number,
  now: Instant,
): Promise<Announcement> => {
  const wave = rollout.waves[number];
  if (wave === undefined || wave.announcement.state === 'sent') return { state: 'sent', people: 0 };
  const { after, people } =
    wave.announcement.state === 'under-way' ? wave.announcement : { after: null, people: 0 };
  const rules = await currentRules(source);
  const { users, next } = await peoplePage(source, wave.who, after, now);
  const policy = compile([wavePolicy(rollout.name, rollout.waves, number, deps.newId<'policy'>())]).at(-1);
  const standpoints = await standpointsOf(
    source,
    rules,
    users.filter((found) => policy !== undefined && isConcerned(policy, found, now)),
    now,
  );
  const about = {
    startsAt: wave.startsAt,
    deadline: waveDeadline(wave, rules.settings.organisation.timeZone),
    instructions: rollout.instructions,
  };
  const mails = standpoints
    .filter((standpoint) => standingOf(standpoint).status !== 'enrolled')
    .map((standpoint) => mailTo(deps, standpoint, rolloutAnnouncement, about));
  if (mails.length > 0) await source.outbox.add(...mails);
  const told = people + mails.length;
  return next === null
    ? { state: 'sent', people: told, at: now }
    : { state: 'under-way', after: next, people: told };
};

/** Whom the wave will ask for something: not administrators, who are asked already, nor those who are exempt. */
const isConcerned = (policy: CompiledPolicy, { facts }: UserWithFacts, now: Instant): boolean =>
  facts.state === 'active' && facts.role === null && !isExempt(facts, now) && inScope(policy, facts);

interface PeoplePage {
  readonly users: readonly UserWithFacts[];
  readonly next: string | null;
}

/** Group after group; whoever is in several comes with the first of them. The place: which group, and how far in it. */
const peoplePage = async (
  source: Source,
  who: WaveWho,
  after: string | null,
  now: Instant,
): Promise<PeoplePage> => {
  if (who.kind === 'rest') {
    const { users, next } = await membersPage(source, { kind: 'everyone' }, after ?? undefined, now);
    return { users, next: next ?? null };
  }
  const [index, within] = after === null ? [0, null] : (JSON.parse(after) as [number, string | null]);
  const group = who.groups[index];
  if (group === undefined) return { users: [], next: null };
  const { users, next } = await membersPage(source, { kind: 'group', group }, within ?? undefined, now);
  const earlier = who.groups.slice(0, index);
  return {
    users: users.filter(({ facts }) => !earlier.some((each) => facts.groups.has(each))),
    next:
      next !== undefined
        ? JSON.stringify([index, next])
        : index + 1 < who.groups.length
          ? JSON.stringify([index + 1, null])
          : null,
  };
};
