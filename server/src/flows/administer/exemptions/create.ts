import {
  type CreateExemption,
  type Exemption,
  longestExemptionDays,
} from '@sallyport/contract/exemptions.ts';
import type { z } from 'zod';
import { asId, type ExemptionId, type UserId } from '../../../kernel/ids.ts';
import { type Instant, isoTime } from '../../../kernel/instant.ts';
import { longestExemption, nextExemptionNotice } from '../../../policy/exemptions.ts';
import { invalid } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { User } from '../../../ports/users.ts';
import { type Administrator, actorOf, userSubject } from '../../caller.ts';
import { exemptionGranted } from '../../mails/exemptions.ts';
import { type MailParts, queueMail } from '../../mails/queue.ts';
import { settleUser } from '../../roll-out/settle.ts';
import { type Act, act } from '../act.ts';
import { refuseAbove } from '../users/guards.ts';
import { describeExemption } from './describe.ts';

type Deps = MailParts &
  Act<'exemptions' | 'users' | 'policies' | 'settings' | 'periods' | 'standings' | 'outbox'>;

/**
 * Nothing is required of the user until then, except of administrators and by the strict profile (rule 7); in force at
 * the next login.
 * @throws Refusal `invalid-request` for people who are not there or a time out of bounds, `permission-denied`
 */
export const createExemption =
  (deps: Deps, tell: 'tell the owner' | 'tell nobody' = 'tell the owner') =>
  (caller: Administrator, input: z.output<typeof CreateExemption>): Promise<Exemption> =>
    act(deps, caller, async (source, now, record) => {
      const until = endOf(input.until, now);
      const user = (await source.users.lock(asId<UserId>(input.userId)))?.user;
      if (user === undefined) throw invalid('userId', 'there is no such user');
      refuseAbove(caller, user);
      const owner = await readOwner(source, input.ownerId, user);
      const { name = 'the command line' } = actorOf(caller);
      const notice = nextExemptionNotice(until, now);
      const id: ExemptionId = deps.newId();
      await source.exemptions.add({
        id,
        user: user.id,
        owner: owner.id,
        reason: input.reason,
        createdAt: now,
        createdBy: name,
        until,
        nextNotice: notice?.kind ?? null,
        noticeAt: notice?.at ?? null,
      });
      await settleUser(source, deps.rules, user.id, now);
      if (tell === 'tell the owner') {
        const rules = await deps.rules(source);
        const about = { exempt: user.username, reason: input.reason, until, by: name };
        await queueMail(source.outbox, deps, { user: owner, rules, now }, exemptionGranted, about);
      }
      record({
        kind: 'exemption.created',
        subject: userSubject(user),
        details: { exemption: id, owner: owner.username, reason: input.reason, until: isoTime(until) },
      });
      const [added] = (await source.exemptions.ofUser(user.id, now)).filter((each) => each.id === id);
      if (added === undefined) throw new Error('the exemption just added is gone');
      return describeExemption(added);
    });

const endOf = (time: string, now: Instant): Instant => {
  const until = Date.parse(time);
  if (until <= now) throw invalid('until', 'must be in the future');
  if (until > now + longestExemption)
    throw invalid('until', `must be at most ${longestExemptionDays} days from now`);
  return until;
};

const readOwner = async ({ users }: Pick<Repositories, 'users'>, id: string, exempt: User): Promise<User> => {
  const owner = await users.byId(asId<UserId>(id));
  if (owner === undefined) throw invalid('ownerId', 'there is no such user');
  if (owner.id === exempt.id) throw invalid('ownerId', 'must be somebody else than who is exempt');
  if (owner.state !== 'active') throw invalid('ownerId', 'must be a user whose account is active');
  return owner;
};
