import { setImmediate as breathe } from 'node:timers/promises';
import type { ImportResult, ImportUsers } from '@sallyport/contract/users.ts';
import type { z } from 'zod';
import type { Instant } from '../../../../kernel/instant.ts';
import { groupNameKey, usernameKey } from '../../../../kernel/names.ts';
import type { Group } from '../../../../ports/groups.ts';
import { Refusal } from '../../../../ports/refusal.ts';
import type { Repositories } from '../../../../ports/repositories.ts';
import type { Administrator } from '../../../caller.ts';
import { projected } from '../../../projection.ts';
import { standpointWith } from '../../../standpoint.ts';
import { type Act, act } from '../../act.ts';
import type { MailedLinkParts } from '../activation.ts';
import { checkRows, type ImportRow, maxFaults } from './check-rows.ts';
import { asUser, membershipsOf } from './imported-user.ts';
import { type CsvFault, readCsv } from './read-csv.ts';
import { sendActivations } from './send-activations.ts';

type Names = 'users' | 'groups' | 'policies' | 'settings' | 'periods' | 'standings' | 'links' | 'outbox';

export interface ImportDeps extends Act<Names>, MailedLinkParts {
  readonly read: Pick<Repositories, Names | 'audit'>;
}

/** Rows that are written before the event loop runs again: some milliseconds. */
const batch = 50;
/** Names that are looked up in one go. */
const lookUps = 500;

/**
 * Users from CSV, all or none: everything is checked before anything is written, and what is written is one
 * transaction. A dry run checks the same and writes nothing.
 * @throws Refusal `import-faults`, each with its line
 */
export const importUsers =
  (deps: ImportDeps) =>
  async (caller: Administrator, input: z.output<typeof ImportUsers>): Promise<ImportResult> => {
    const { rows, faults } = await checkRows(readCsv(input.csv));
    const { known, missing } = await findGroups(deps.read, rows);
    const unknown = input.createGroups ? [] : unknownGroups(rows, missing);
    refuse([...faults, ...(await takenNames(deps.read, rows)), ...unknown]);
    const newGroups = [...missing.values()];
    const result = { users: rows.length, groups: known.size + missing.size, newGroups };
    if (input.dryRun) return { ...result, imported: false };
    await act(deps, caller, async (source, now, record) => {
      // Others may have taken a name since.
      refuse(await takenNames(source, rows));
      await write(deps, source, rows, input.sendActivation, now);
      const details = { users: rows.length, newGroups, activation: input.sendActivation };
      record({ kind: 'users.imported', details });
    });
    return { ...result, imported: true };
  };

type Source = Pick<Repositories, Names>;

/** Everybody else's writes wait for this; reads go on, as the event loop runs in between. */
const write = async (
  deps: ImportDeps,
  source: Source,
  rows: readonly ImportRow[],
  sendActivation: boolean,
  now: Instant,
): Promise<void> => {
  const groups = await addGroups(deps, source, rows, now);
  const rules = await deps.rules(source);
  for (let at = 0; at < rows.length; at += batch) {
    const users = rows.slice(at, at + batch).map((row) => asUser(row, deps.newId(), groups, now));
    const standings = users.map((user) => projected(standpointWith(user, rules, [], now)));
    await source.users.addMany(users.map(({ user }) => user));
    await source.groups.addMemberships(users.flatMap(membershipsOf));
    await source.standings.store(standings);
    if (sendActivation) await sendActivations(deps, source, users, rules, now);
    await breathe();
  }
};

type GroupsByKey = Map<string, Group>;

/** The file's groups by the key of their name: those that are there, and the names of those that are not. */
const findGroups = async (
  { groups }: Pick<Repositories, 'groups'>,
  rows: readonly ImportRow[],
): Promise<{ known: GroupsByKey; missing: Map<string, string> }> => {
  const names = new Map(rows.flatMap((row) => row.groups.map((name) => [groupNameKey(name), name])));
  const wanted = [...names.values()];
  const known: GroupsByKey = new Map();
  for (let at = 0; at < wanted.length; at += lookUps)
    for (const group of await groups.byNames(wanted.slice(at, at + lookUps)))
      known.set(groupNameKey(group.name), group);
  return { known, missing: new Map([...names].filter(([key]) => !known.has(key))) };
};

const addGroups = async (
  deps: ImportDeps,
  source: Pick<Repositories, 'groups'>,
  rows: readonly ImportRow[],
  now: Instant,
): Promise<GroupsByKey> => {
  const { known, missing } = await findGroups(source, rows);
  for (const [key, name] of missing) {
    const group: Group = { id: deps.newId(), name, description: '', createdAt: now };
    await source.groups.add(group);
    known.set(key, group);
  }
  return known;
};

const takenNames = async (
  { users }: Pick<Repositories, 'users'>,
  rows: readonly ImportRow[],
): Promise<CsvFault[]> => {
  const taken = new Set<string>();
  for (let at = 0; at < rows.length; at += lookUps) {
    const names = rows.slice(at, at + lookUps).map(({ username }) => username);
    for (const name of await users.taken(names)) taken.add(usernameKey(name));
    await breathe();
  }
  return rows
    .filter(({ username }) => taken.has(usernameKey(username)))
    .map(({ line }) => ({ line, column: 'username', message: 'is taken already' }));
};

const unknownGroups = (rows: readonly ImportRow[], missing: ReadonlyMap<string, string>): CsvFault[] =>
  rows.flatMap(({ line, groups }) =>
    groups
      .filter((name) => missing.has(groupNameKey(name)))
      .map((name) => ({ line, column: 'groups', message: `“${name}” is no group` })),
  );

/** The fields are paths into the file: `csv.<line>.<column>`. */
const refuse = (faults: readonly CsvFault[]): void => {
  if (faults.length === 0) return;
  const shown = faults.toSorted((a, b) => a.line - b.line).slice(0, maxFaults);
  const count = new Set(shown.map(({ line }) => line)).size;
  const lines = count === 1 ? '1 line' : `${count} lines`;
  const more = faults.length >= maxFaults ? `the first ${maxFaults} are given` : 'mend them and import again';
  throw new Refusal('import-faults', `There are mistakes on ${lines}; nothing was imported; ${more}.`, {
    errors: shown.map(({ line, column, message }) => ({
      field: `csv.${line}${column === undefined ? '' : `.${column}`}`,
      message: `line ${line}: ${column === undefined ? '' : `${column} `}${message}`,
    })),
  });
};
