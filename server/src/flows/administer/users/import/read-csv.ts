import { setImmediate as breathe } from 'node:timers/promises';
import { type CsvError, type Info, Parser } from 'csv-parse';

/** One line of the file, cells by their column. */
export interface CsvRow {
  /** Counted from 1, the header included; of a record that spans several lines, the last. */
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
}

export interface CsvFault {
  readonly line: number;
  readonly column?: Column;
  readonly message: string;
}

export const columns = ['username', 'displayName', 'email', 'groups'] as const;
export type Column = (typeof columns)[number];

/** Text is handed to the parser in pieces of this many characters, and the event loop runs in between. */
const pieceLength = 64 * 1024;

/**
 * Reads CSV with a header line; delimiter `,` or `;`, whichever the header uses more; quotes as in RFC 4180; a byte
 * order mark is passed over. Columns may stand in any order. Reading ends at a header that is wrong, and at a quote
 * that is: nobody knows which lines it would have held together.
 */
export async function* readCsv(text: string): AsyncGenerator<CsvRow | CsvFault> {
  let unreadable: CsvFault | undefined;
  const parser = new Parser({
    delimiter: delimiterOf(text),
    bom: true,
    info: true,
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      unreadable ??= asFault(error);
      return undefined;
    },
    max_record_size: 64 * 1024,
  });
  let header: readonly (Column | undefined)[] | undefined;
  for await (const { line, cells } of records(parser, text)) {
    if (unreadable !== undefined && line >= unreadable.line) break;
    if (header === undefined) {
      const read = readHeader(cells);
      if (typeof read === 'string') {
        yield { line, message: read };
        return;
      }
      header = read;
    } else if (cells.length > header.length) {
      yield { line, message: `has ${cells.length} cells, the header ${header.length}` };
    } else yield { line, cells: byColumn(header, cells) };
  }
  if (unreadable !== undefined) yield unreadable;
  else if (header === undefined)
    yield { line: 1, message: `the file needs a header line: ${columns.join(',')}` };
}

export const isFault = (read: CsvRow | CsvFault): read is CsvFault => 'message' in read;

async function* records(parser: Parser, text: string): AsyncGenerator<{ line: number; cells: string[] }> {
  let failed: Error | undefined;
  parser.on('error', (error) => {
    failed = error;
  });
  for (let at = 0; at <= text.length && failed === undefined; at += pieceLength) {
    const piece = text.slice(at, at + pieceLength);
    if (at + pieceLength > text.length) parser.end(piece);
    else parser.write(piece);
    await breathe();
    for (let read = next(parser); read !== null; read = next(parser))
      yield { line: read.info.lines, cells: read.record };
  }
  if (failed !== undefined) throw failed;
}

const next = (parser: Parser) => parser.read() as { info: Info; record: string[] } | null;

const delimiterOf = (text: string): ',' | ';' => {
  const header = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  return header.split(';').length > header.split(',').length ? ';' : ',';
};

/** The columns in the file's order, or what is wrong with them. */
const readHeader = (cells: readonly string[]): readonly Column[] | string => {
  const found: Column[] = [];
  for (const cell of cells) {
    const column = columns.find(
      (name) => name.toLowerCase() === cell.toLowerCase().replaceAll(/[\s_-]/g, ''),
    );
    if (column === undefined) return `“${cell}” is no column; there are ${columns.join(', ')}`;
    if (found.includes(column)) return `the column ${column} appears twice`;
    found.push(column);
  }
  const missing = columns.filter((column) => column !== 'groups' && !found.includes(column));
  return missing.length === 0 ? found : `the header lacks ${missing.join(', ')}`;
};

const byColumn = (header: readonly (Column | undefined)[], cells: readonly string[]): CsvRow['cells'] => {
  const row = { username: '', displayName: '', email: '', groups: '' };
  for (const [index, column] of header.entries()) if (column !== undefined) row[column] = cells[index] ?? '';
  return row;
};

const asFault = (error: CsvError | undefined): CsvFault => {
  const line = typeof error?.lines === 'number' ? error.lines : 1;
  switch (error?.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return { line, message: 'a quote is opened and never closed' };
    case 'CSV_MAX_RECORD_SIZE':
      return { line, message: 'the line is too long; is a quote missing?' };
    default:
      return { line, message: 'has a quote where none can stand; inside quotes, write it twice' };
  }
};
