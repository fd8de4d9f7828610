import type { StartedEnrollment } from '@sallyport/contract/sign-in.ts';
import { isoTime } from '../../kernel/clock.ts';
import type { AuthenticatorId } from '../../kernel/ids.ts';
import type { EnrollableMethod } from '../../policy/model.ts';
import type { Challenge, Holder } from '../../ports/sign-ins.ts';
import { type ChallengeDeps, challengeLifetime } from '../factor/challenge.ts';
import type { Standpoint } from '../standpoint.ts';

/** Begins to set up a method. Until it is confirmed it counts for nothing, and it ends by itself. */
export const beginEnrollment =
  (deps: ChallengeDeps) =>
  async (
    standpoint: Standpoint,
    holder: Holder,
    kind: EnrollableMethod,
    replaces: AuthenticatorId | null,
  ): Promise<StartedEnrollment> => {
    const { user, now, rules } = standpoint;
    const authenticators = await deps.read.authenticators.ofUser(user.id);
    const held = { authenticators: authenticators.filter(({ id }) => id !== replaces), backupCodes: [] };
    const context = { now, user, settings: rules.settings, origin: deps.origin };
    const begun = await deps.methods[kind].beginEnrollment(held, context);
    const id: Challenge['id'] = deps.newId();
    const expiresAt = now + challengeLifetime;
    const challenge: Challenge = {
      id,
      holder,
      user: user.id,
      purpose: 'enroll',
      method: kind,
      state: deps.sealer.seal(begun.state, id),
      replaces,
      createdAt: now,
      expiresAt,
    };
    await deps.transact(({ challenges }) => challenges.add(challenge));
    return { id, method: kind, expiresAt: isoTime(expiresAt), ...begun.answer };
  };
