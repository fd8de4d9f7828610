import type { IdMaker } from '../../kernel/ids.ts';
import { minutes } from '../../kernel/instant.ts';
import type { Challenge } from '../../ports/challenges.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Sealer } from '../../ports/secrets.ts';
import type { Transactions } from '../../ports/transactions.ts';

/** How long an answer to a challenge, or the confirmation of an enrollment, is waited for. */
const lifetime = minutes(10);

export interface HoldDeps {
  readonly sealer: Sealer;
  readonly newId: IdMaker;
  readonly transact: Transactions<Pick<Repositories, 'challenges'>>;
}

/** Keeps what the server has started, its state sealed to its id, until its holder answers. */
export const holdChallenge = async (
  { sealer, newId, transact }: HoldDeps,
  started: Omit<Challenge, 'id' | 'expiresAt'>,
): Promise<Pick<Challenge, 'id' | 'expiresAt'>> => {
  const id: Challenge['id'] = newId();
  const expiresAt = started.createdAt + lifetime;
  const challenge: Challenge = { ...started, id, expiresAt, state: sealer.seal(started.state, id) };
  await transact(({ challenges }) => challenges.add(challenge));
  return { id, expiresAt };
};
