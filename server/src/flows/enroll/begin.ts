import type { StartedEnrollment } from '@sallyport/contract/sign-in.ts';
import type { AuthenticatorId } from '../../kernel/ids.ts';
import { isoTime } from '../../kernel/instant.ts';
import type { EnrollableMethod } from '../../policy/model.ts';
import type { Holder } from '../../ports/challenges.ts';
import type { ChallengeDeps } from '../factor/challenge.ts';
import { holdChallenge } from '../factor/hold-challenge.ts';
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
    const { state, answer } = await deps.methods[kind].beginEnrollment(held, context);
    const { id, expiresAt } = await holdChallenge(deps, {
      holder,
      user: user.id,
      purpose: 'enroll',
      method: kind,
      state,
      replaces,
      createdAt: now,
    });
    return { id, method: kind, expiresAt: isoTime(expiresAt), ...answer };
  };
