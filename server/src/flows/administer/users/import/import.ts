import { setImmediate as breathe } from 'node:timers/promises';
import type { ImportResult, ImportUsers } from '@sallyport/contract/users.ts';
import type { z } from 'zod';
import type { Instant } from '../../../../kernel/clock.ts';
import type { GroupId, UserId } from '../../../../kernel/ids.ts';
import { groupNameKey, usernameKey } from '../../../../kernel/names.ts';
import type { Group } from '../../../../ports/groups.ts';
import { Refusal } from '../../../../ports/refusal.ts';
import type { Repositories } from '../../../../ports/repositories.ts';
import type { NewUser } from '../../../../ports/users.ts';
import type { Administrator } from '../../../caller.ts';
import { settle } from '../../../roll-out/settle.ts';
import { judgedNow } from '../../../time.ts';
import { type Act, act } from '../../act.ts';
import type { LinkParts } from '../activation.ts';
import { checkRows, type ImportRow, maxFaults } from './check-rows.ts';
import { type CsvFault, readCsv } from './read-csv.ts';
import { sendActivations } from './send-activations.ts';

type Names = 'users' | 'groups' | 'policies' | 'settings' | 'periods' | 'standings' | 'links' | 'outbox';

export interface ImportDeps extends Act<Names>, LinkParts {
  readonly read: Pick<Repositories, Names | 'audit'>;
}

/** Rows that are written before the event loop runs again: some milliseconds. */
const batch = 200;

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
    faults.push(...(await takenNames(deps.read, rows)));
    if (!input.createGroups) faults.push(...unknownGroups(rows, missing));
    refuse(faults);
    const groups = known.size + missing.size;
    const result = { users: rows.length, groups, newGroups: [...missing.values()] };
    if (input.dryRun) return { ...result, imported: false };
    const now = await judgedNow(deps.clock, deps.read.audit);
    const users = rows.map((row) => newUser(deps, row, now));
    await act(deps, caller, async (source, _now, record) => {
      refuse(await takenNames(source, rows));
      const groupIds = await addGroups(deps, source, rows, now);
      for (let at = 0; at < rows.length; at += batch) {
        const added = users.slice(at, at + batch);
        await source.users.addMany(added);
        await source.groups.addMemberships(
          added.flatMap(({ id }, index) =>
            (rows[at + index]?.groups ?? []).flatMap((name) => {
              const group = groupIds.get(groupNameKey(name));
              return group === undefined ? [] : [{ group, user: id }];
            }),
          ),
        );
        const found = await Promise.all(added.map(({ id }) => source.users.withFacts(id)));
        const standing = found.filter((user) => user !== undefined);
        await settle(source, await deps.rules(source), standing, now);
        if (input.sendActivation) await sendActivations(deps, source, standing, now);
        // Everybody else's writes wait for this transaction, but reads and pages go on.
        await breathe();
      }
      record({
        kind: 'users.imported',
        details: { users: rows.length, newGroups: result.newGroups, activation: input.sendActivation },
      });
    });
    return { ...result, imported: true };
  };

const newUser = (deps: ImportDeps, { username, displayName, email }: ImportRow, now: Instant): NewUser => ({
  id: deps.newId<'user'>(),
  username,
  displayName,
  email,
  state: 'staged',
  role: null,
  passwordHash: null,
  createdAt: now,
  activatedAt: null,
});

/** The file's groups by the key of their name: those that are there, and the names of those that are not. */
const findGroups = async (
  { groups }: Pick<Repositories, 'groups'>,
  rows: readonly ImportRow[],
): Promise<{ known: Map<string, Group>; missing: Map<string, string> }> => {
  const names = new Map(rows.flatMap((row) => row.groups.map((name) => [groupNameKey(name), name])));
  const found = await groups.byNames([...names.values()]);
  const known = new Map(found.map((group) => [groupNameKey(group.name), group]));
  return { known, missing: new Map([...names].filter(([key]) => !known.has(key))) };
};

const addGroups = async (
  deps: ImportDeps,
  source: Pick<Repositories, 'groups'>,
  rows: readonly ImportRow[],
  now: Instant,
): Promise<Map<string, GroupId>> => {
  const { known, missing } = await findGroups(source, rows);
  const ids = new Map([...known].map(([key, group]) => [key, group.id]));
  for (const [key, name] of missing) {
    const id = deps.newId<'group'>();
    await source.groups.add({ id, name, description: '', createdAt: now });
    ids.set(key, id);
  }
  return ids;
};

const takenNames = async (
  { users }: Pick<Repositories, 'users'>,
  rows: readonly ImportRow[],
): Promise<CsvFault[]> => {
  const taken = new Set((await users.taken(rows.map(({ username }) => username))).map(usernameKey));
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
  const lines = new Set(shown.map(({ line }) => line)).size;
  const more = faults.length >= maxFaults ? `the first ${maxFaults} are given` : 'mend them and import again';
  throw new Refusal('import-faults', `There are mistakes on ${lines} lines; nothing was imported; ${more}.`, {
    errors: shown.map(({ line, column, message }) => ({
      field: `csv.${line}${column === undefined ? '' : `.${column}`}`,
      message: `line ${line}: ${column === undefined ? '' : `${column} `}${message}`,
    })),
  });
};
