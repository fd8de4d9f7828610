import type { UserId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { ProjectedStanding, Standings } from '../../ports/standings.ts';
import type { Db } from '../dialect.ts';
import { prepared } from '../prepared.ts';
import type { Flag } from '../schema.ts';
import { flag } from './rows.ts';
import { selectUsersWithFacts, toUserWithFacts } from './user-facts.ts';

interface Projection {
  readonly user: UserId;
  readonly status: ProjectedStanding['status'];
  readonly required: Flag;
  readonly deadline: Instant | null;
}

const project = prepared((db, to: Projection) =>
  db
    .updateTable('users')
    .set({ status: to.status, required: to.required, deadline: to.deadline })
    .where('id', '=', to.user)
    // What stays as it is need not be written: most users, after most changes.
    .where((row) =>
      row.or([
        row('status', '<>', to.status),
        row('required', '<>', to.required),
        row('deadline', 'is distinct from', to.deadline),
      ]),
    ),
);

const pageAfter = prepared((db, page: { after: UserId | ''; limit: number }) =>
  selectUsersWithFacts(db)
    .where('id', '>', page.after as UserId)
    .orderBy('id')
    .limit(page.limit),
);

export const standings = (db: Db): Standings => ({
  async store(projected) {
    for (const { user, status, required, deadline } of projected)
      await project.change(db, { user, status, required: flag(required), deadline });
  },
  async page(after, limit) {
    return (await pageAfter.all(db, { after: after ?? '', limit })).map(toUserWithFacts);
  },
});
