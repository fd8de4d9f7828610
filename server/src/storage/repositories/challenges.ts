import type { ChallengeId, SessionId, SignInId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Challenge, Challenges, Holder } from '../../ports/challenges.ts';
import type { Db } from '../dialect.ts';
import { prepared } from '../prepared.ts';

type Flat = Omit<Challenge, 'holder'> & {
  readonly signIn: SignInId | null;
  readonly session: SessionId | null;
};

const flat = (holder: Holder): Pick<Flat, 'signIn' | 'session'> => ({
  signIn: 'signIn' in holder ? holder.signIn : null,
  session: 'session' in holder ? holder.session : null,
});

const insert = prepared((db, added: Flat) =>
  db.insertInto('challenges').values({
    id: added.id,
    sign_in_id: added.signIn,
    session_id: added.session,
    user_id: added.user,
    purpose: added.purpose,
    method: added.method,
    state: added.state,
    replaces: added.replaces,
    created_at: added.createdAt,
    expires_at: added.expiresAt,
    consumed_at: null,
  }),
);

const open = prepared((db, wanted: { id: ChallengeId; purpose: Challenge['purpose']; now: Instant }) =>
  db
    .selectFrom('challenges')
    .select([
      'id',
      'sign_in_id as signIn',
      'session_id as session',
      'user_id as user',
      'purpose',
      'method',
      'state',
      'replaces',
      'created_at as createdAt',
      'expires_at as expiresAt',
    ])
    .where('id', '=', wanted.id)
    .where('purpose', '=', wanted.purpose)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', wanted.now),
);

const consume = prepared((db, answered: { id: ChallengeId; now: Instant }) =>
  db
    .updateTable('challenges')
    .set({ consumed_at: answered.now })
    .where('id', '=', answered.id)
    .where('consumed_at', 'is', null),
);

export const challenges = (db: Db): Challenges => ({
  async add({ holder, ...challenge }) {
    await insert.change(db, { ...challenge, ...flat(holder) });
  },
  async find(id, holder, purpose, now) {
    const row = await open.first(db, { id, purpose, now });
    if (row === undefined) return undefined;
    const { signIn, session, ...challenge } = row;
    const asked = flat(holder);
    return signIn === asked.signIn && session === asked.session ? { ...challenge, holder } : undefined;
  },
  consume: async (id, now) => (await consume.change(db, { id, now })) === 1,
  async removeAll(user) {
    await db.deleteFrom('challenges').where('user_id', '=', user).execute();
  },
  async purge(before, limit) {
    const over = db.selectFrom('challenges').select('id').where('expires_at', '<', before).limit(limit);
    const result = await db.deleteFrom('challenges').where('id', 'in', over).executeTakeFirst();
    return Number(result.numDeletedRows);
  },
});
