import type { AccessCode, CreateAccessCode } from '@sallyport/contract/users.ts';
import type { z } from 'zod';
import { asId, type UserId } from '../../../kernel/ids.ts';
import { isoTime, minutes } from '../../../kernel/instant.ts';
import type { Methods } from '../../../methods/registry.ts';
import type { Decision } from '../../../policy/model.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Administrator } from '../../caller.ts';
import { userSubject } from '../../caller.ts';
import { accessCodeMade } from '../../mails/authenticators.ts';
import { type MailParts, queueMail } from '../../mails/queue.ts';
import { decideAt, type Standpoint } from '../../standpoint.ts';
import { type Act, act } from '../act.ts';
import { actsInForce } from '../approvals/acts-in-force.ts';
import { readUser } from './describe.ts';
import { refuseAbove, refuseOneself } from './guards.ts';

export interface AccessCodeDeps
  extends MailParts,
    Act<'users' | 'policies' | 'settings' | 'accessCodes' | 'outbox'> {
  readonly methods: Pick<Methods, 'temporary-access-code'>;
}

/**
 * A code to hand out, shown this once: with the password it proves once, until it expires. The one before is void.
 * @throws Refusal `conflict` where it would let nobody in, with what would
 */
export const createAccessCode =
  (deps: AccessCodeDeps) =>
  async (
    caller: Administrator,
    id: string,
    { minutes: length, identityVerifiedBy, note }: z.output<typeof CreateAccessCode>,
  ): Promise<AccessCode> => {
    const handed = await deps.methods['temporary-access-code'].handOut(asId<UserId>(id));
    return act(deps, caller, async (source, now, record) => {
      const standpoint = await readUser(source, deps.rules, asId<UserId>(id), now, 'lock');
      const { user } = standpoint;
      refuseAbove(caller, user);
      refuseOneself(caller, user, 'hand a temporary access code to');
      refuseWithoutSecondPerson(standpoint);
      const expiresAt = now + minutes(length);
      refuseUseless(standpoint, expiresAt);
      await source.accessCodes.replace({ ...handed.stored, createdAt: now, expiresAt });
      await queueMail(source.outbox, deps, standpoint, accessCodeMade, { expiresAt });
      record({
        kind: 'temporary-access-code.made',
        subject: userSubject(user),
        details: { identityVerifiedBy, note, expiresAt: isoTime(expiresAt) },
      });
      return { code: handed.code, expiresAt: isoTime(expiresAt) };
    });
  };

/** Once it was used there is nothing to void, and nothing happens. */
export const voidAccessCode =
  (deps: Act<'users' | 'policies' | 'settings' | 'accessCodes'>) =>
  async (caller: Administrator, id: string): Promise<void> =>
    act(deps, caller, async (source, now, record) => {
      const { user } = await readUser(source, deps.rules, asId<UserId>(id), now, 'lock');
      refuseAbove(caller, user);
      if (await source.accessCodes.remove(user.id))
        record({ kind: 'temporary-access-code.voided', subject: userSubject(user) });
    });

/** Whoever needs a second person to reset an administrator must not get round that by a code. */
const refuseWithoutSecondPerson = ({ user, rules }: Standpoint): void => {
  if (user.role !== null && actsInForce(rules.settings).has('reset-administrators'))
    throw new Refusal(
      'conflict',
      'To help an administrator takes two people here: reset their 2FA instead, which another administrator approves.',
    );
};

/** The one decision says whether a sign-in would ask for it. */
const refuseUseless = (standpoint: Standpoint, expiresAt: number): void => {
  const { user, rules } = standpoint;
  if (user.state !== 'active')
    throw new Refusal('conflict', `This user is ${user.state}, and could not sign in with a code either.`);
  if (rules.decision.strictProfile)
    throw new Refusal(
      'conflict',
      'The strict profile knows no temporary access codes: reset their 2FA instead.',
    );
  const facts = { ...standpoint.facts, accessCodeUntil: expiresAt };
  const decision = decideAt({ ...standpoint, facts }, 'portal');
  if (decision.outcome === 'challenge' && decision.methods.includes('temporary-access-code')) return;
  throw new Refusal('conflict', whatHelps(decision));
};

const whatHelps = (decision: Decision): string => {
  if (decision.outcome === 'challenge')
    return 'A policy takes other methods only from this user: reset their 2FA first, then make the code.';
  if (decision.outcome === 'deny')
    return decision.code === 'enrollment-expired'
      ? 'The time to set up a second factor has run out for this user: give them a new enrollment period first, then make the code.'
      : 'A policy refuses this user’s sign-in: a code would not change that.';
  return 'No second factor is asked of this user: the password is enough.';
};
