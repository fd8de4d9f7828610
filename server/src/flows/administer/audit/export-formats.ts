import { isoTime } from '../../../kernel/instant.ts';
import type { ChainedEvent } from '../../../ports/audit-log.ts';

/** How entries are written into a file: what stands above them, and each as a line of its own. */
export interface ExportFormat {
  readonly type: string;
  readonly head: string;
  readonly line: (entry: ChainedEvent) => string;
}

/** One JSON object a line. `event` is exactly what was hashed, so that an outsider can follow the chain. */
const jsonLines: ExportFormat = {
  type: 'application/jsonl',
  head: '',
  line: ({ seq, previous, hash, ...event }) =>
    `${JSON.stringify({ seq, at: isoTime(event.at), previous, hash, event })}\n`,
};

const columns: Readonly<Record<string, (entry: ChainedEvent) => string | number | undefined>> = {
  seq: ({ seq }) => seq,
  at: ({ at }) => isoTime(at),
  kind: ({ kind }) => kind,
  actorKind: ({ actor }) => actor.kind,
  actorId: ({ actor }) => actor.id,
  actorName: ({ actor }) => actor.name,
  subjectKind: ({ subject }) => subject?.kind,
  subjectId: ({ subject }) => subject?.id,
  subjectName: ({ subject }) => subject?.name,
  address: ({ address }) => address,
  details: ({ details }) => (details === undefined ? undefined : JSON.stringify(details)),
  previous: ({ previous }) => previous,
  hash: ({ hash }) => hash,
};

const row = (cells: readonly (string | number | undefined)[]): string =>
  `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : csvCell(cell ?? ''))).join(',')}\r\n`;

/** RFC 4180, for spreadsheets and people. */
const csv: ExportFormat = {
  type: 'text/csv; charset=utf-8',
  head: row(Object.keys(columns)),
  line: (entry) => row(Object.values(columns).map((cellOf) => cellOf(entry))),
};

/**
 * One cell. Names are what people made up: spreadsheets would take one that begins like a formula for a formula, so it
 * gets an apostrophe in front (OWASP, CSV injection). So does what follows a semicolon, a tab or a line break: where
 * spreadsheets part cells at these, quotes in the middle of theirs hold nothing together.
 */
export function csvCell(text: string): string {
  const harmless = text.replace(/(?<=^|[;\t\r\n])(?=[=+\-@＝＋－＠])|^(?=[\t\r\n])/g, "'");
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

export const exportFormats = { jsonl: jsonLines, csv } as const;
