import { setImmediate as breathe } from 'node:timers/promises';
import { line } from '@sallyport/contract/common.ts';
import { CreateUser } from '@sallyport/contract/users.ts';
import { usernameKey } from '../../../../kernel/names.ts';
import { type CsvFault, type CsvRow, isFault } from './read-csv.ts';

/** A user as the file describes them. */
export interface ImportRow {
  readonly line: number;
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
  /** Names, each once. */
  readonly groups: readonly string[];
}

/** Faults beyond this many are not looked for: whoever has as many mends the cause first. */
export const maxFaults = 200;

/** Rows that are checked before the event loop runs again: some milliseconds. */
const batch = 500;

const shape = CreateUser.pick({ username: true, displayName: true, email: true });
const groupName = line(120);

/** What the file says by itself: every row in the shape of a user, every user once. */
export const checkRows = async (
  read: AsyncIterable<CsvRow | CsvFault>,
): Promise<{ readonly rows: readonly ImportRow[]; readonly faults: readonly CsvFault[] }> => {
  const rows: ImportRow[] = [];
  const faults: CsvFault[] = [];
  const lineOfName = new Map<string, number>();
  let count = 0;
  for await (const record of read) {
    if (faults.length >= maxFaults) break;
    if (++count % batch === 0) await breathe();
    if (isFault(record)) {
      if (faults.at(-1)?.line !== record.line) faults.push(record);
      continue;
    }
    const key = usernameKey(record.cells.username);
    const before = lineOfName.get(key);
    const found = faultsOf(record);
    if (before !== undefined && record.cells.username !== '')
      found.push({ line: record.line, column: 'username', message: `stands on line ${before} already` });
    lineOfName.set(key, before ?? record.line);
    faults.push(...found);
    if (found.length === 0) rows.push(asRow(record));
  }
  return { rows, faults: faults.slice(0, maxFaults) };
};

const faultsOf = ({ line, cells }: CsvRow): CsvFault[] => {
  const parsed = shape.safeParse(cells);
  const faults: CsvFault[] = (parsed.error?.issues ?? []).map((issue) => ({
    line,
    column: issue.path[0] as 'username' | 'displayName' | 'email',
    message: cells[issue.path[0] as 'email'] === '' ? 'must not be empty' : issue.message,
  }));
  for (const name of groupNames(cells.groups)) {
    const issue = groupName.safeParse(name).error?.issues[0];
    if (issue) faults.push({ line, column: 'groups', message: `“${name}” ${issue.message}` });
  }
  return faults;
};

const groupNames = (cell: string): readonly string[] => [
  ...new Set(
    cell
      .split(';')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
];

const asRow = ({ line, cells }: CsvRow): ImportRow => ({
  ...shape.parse(cells),
  line,
  groups: groupNames(cells.groups),
});
