/** Everybody as they stand, and as the database has it written down. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { currentRules } from '../../../server/src/flows/roll-out/current-rules.ts';
import { type Standpoint, standingOf, standpointsOf } from '../../../server/src/flows/standpoint.ts';
import type { GroupId, UserId } from '../../../server/src/kernel/ids.ts';
import { isoTime } from '../../../server/src/kernel/instant.ts';
import { databaseFile } from '../../../server/src/storage/sqlite/storage.ts';
import type { House } from '../administration.ts';

const pageSize = 500;

/** In the order of their names, for ids are another's in every run. */
export const everybody = async (house: House): Promise<Standpoint[]> => {
  const rules = await currentRules(house.read);
  const all: Standpoint[] = [];
  let after: UserId | null = null;
  do {
    const users = await house.read.standings.page(after, pageSize);
    all.push(...(await standpointsOf(house.read, rules, users, house.clock.now())));
    after = users.length < pageSize ? null : (users.at(-1)?.user.id ?? null);
  } while (after !== null);
  return all.sort((one, other) => (one.user.username < other.user.username ? -1 : 1));
};

/** What the columns of users' lists are made from, and the stored periods, past the server. */
export class Columns {
  readonly #database: Database.Database;

  constructor(house: House) {
    this.#database = new Database(join(house.folder, databaseFile), { readonly: true });
  }

  /** `status required deadline` by user, `expired` told apart from running. */
  standings(now: number): ReadonlyMap<string, string> {
    const rows = this.#database.prepare<[], StandingRow>('SELECT id, status, required, deadline FROM users');
    return new Map(
      rows.all().map(({ id, status, required, deadline }) => {
        const isOver = status === 'in-enrollment-period' && deadline !== null && deadline < now;
        return [id, `${isOver ? 'expired' : status} ${required === 1} ${deadline}`];
      }),
    );
  }

  /** Deadlines by `user policy`. */
  deadlines(): ReadonlyMap<string, number> {
    const rows = this.#database.prepare<[], PeriodRow>('SELECT user_id, policy_id, deadline FROM periods');
    return new Map(
      rows.all().map(({ user_id, policy_id, deadline }) => [`${user_id} ${policy_id}`, deadline]),
    );
  }

  /** Who can sign in, in the order in which they were added. */
  active(): UserId[] {
    const rows = this.#database.prepare<[], { id: UserId }>(
      "SELECT id FROM users WHERE state = 'active' ORDER BY number",
    );
    return rows.all().map(({ id }) => id);
  }

  members(group: GroupId): UserId[] {
    const rows = this.#database.prepare<[string], { id: UserId }>(
      'SELECT user_id AS id FROM memberships WHERE group_id = ?',
    );
    return rows.all(group).map(({ id }) => id);
  }

  /** What the audit log says of somebody: a fault is understood by what came before it. */
  history(user: UserId): string {
    const rows = this.#database.prepare<[string], { at: number; kind: string }>(
      "SELECT at, kind FROM audit_events WHERE subject_user = ? AND kind <> 'sign-in.completed' ORDER BY seq",
    );
    return rows
      .all(user)
      .map(({ at, kind }) => `${isoTime(at)} ${kind}`)
      .join(', ');
  }

  close(): void {
    this.#database.close();
  }
}

interface StandingRow {
  readonly id: string;
  readonly status: string;
  readonly required: number;
  readonly deadline: number | null;
}

interface PeriodRow {
  readonly user_id: string;
  readonly policy_id: string;
  readonly deadline: number;
}

/** The same words as the columns, by deciding anew. */
export const standingInWords = (standpoint: Standpoint): string => {
  const { status, required, period } = standingOf(standpoint);
  return `${status} ${required} ${period?.deadline ?? null}`;
};
