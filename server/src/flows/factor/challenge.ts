import type { StartedChallenge } from '@sallyport/contract/sign-in.ts';
import { isoTime } from '../../kernel/instant.ts';
import type { Methods } from '../../methods/registry.ts';
import type { MethodKind } from '../../policy/model.ts';
import type { Holder } from '../../ports/challenges.ts';
import { invalid } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Standpoint } from '../standpoint.ts';
import { type HoldDeps, holdChallenge } from './hold-challenge.ts';

export interface ChallengeDeps extends HoldDeps {
  readonly methods: Methods;
  readonly origin: string;
  readonly read: Pick<Repositories, 'authenticators'>;
}

/** Starts what the server must start for this method, bound to its holder. */
export const startFactorChallenge =
  (deps: ChallengeDeps) =>
  async (standpoint: Standpoint, holder: Holder, kind: MethodKind): Promise<StartedChallenge> => {
    const method = deps.methods[kind];
    if (method.proves !== 'by-challenge')
      throw invalid('method', `${kind} needs no challenge: send the code`);
    const { user, now, rules } = standpoint;
    const held = { authenticators: await deps.read.authenticators.ofUser(user.id), backupCodes: [] };
    const context = { now, user, settings: rules.settings, origin: deps.origin };
    const { state, options } = await method.startChallenge(held, context);
    const { id, expiresAt } = await holdChallenge(deps, {
      holder,
      user: user.id,
      purpose: 'prove',
      method: kind,
      state,
      replaces: null,
      createdAt: now,
    });
    return { id, method: kind, expiresAt: isoTime(expiresAt), options };
  };
