import type { StartedChallenge } from '@sallyport/contract/sign-in.ts';
import { isoTime, minutes } from '../../kernel/clock.ts';
import type { IdMaker } from '../../kernel/ids.ts';
import type { Methods } from '../../methods/registry.ts';
import type { MethodKind } from '../../policy/model.ts';
import { invalid } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Sealer } from '../../ports/secrets.ts';
import type { Challenge, Holder } from '../../ports/sign-ins.ts';
import type { Transactions } from '../../ports/transactions.ts';
import type { Standpoint } from '../standpoint.ts';

/** How long an answer to a challenge, or the confirmation of an enrollment, is waited for. */
export const challengeLifetime = minutes(10);

export interface ChallengeDeps {
  readonly methods: Methods;
  readonly sealer: Sealer;
  readonly newId: IdMaker;
  readonly origin: string;
  readonly read: Pick<Repositories, 'authenticators'>;
  readonly transact: Transactions<Pick<Repositories, 'challenges'>>;
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
    const started = await method.startChallenge(held, {
      now,
      user,
      settings: rules.settings,
      origin: deps.origin,
    });
    const id: Challenge['id'] = deps.newId();
    const expiresAt = now + challengeLifetime;
    const challenge: Challenge = {
      id,
      holder,
      user: user.id,
      purpose: 'prove',
      method: kind,
      state: deps.sealer.seal(started.state, id),
      replaces: null,
      createdAt: now,
      expiresAt,
    };
    await deps.transact(({ challenges }) => challenges.add(challenge));
    return { id, method: kind, expiresAt: isoTime(expiresAt), options: started.options };
  };
