import type { ExportPreviewQuery, PreviewPerson } from '@sallyport/contract/preview.ts';
import type { z } from 'zod';
import type { Streamed } from '../../administer/audit/export.ts';
import { csvCell } from '../../administer/audit/export-formats.ts';
import type { Assessment } from './assess.ts';
import { type PeopleSource, peopleOf } from './people.ts';

const columns = [
  'username',
  'displayName',
  'role',
  'category',
  'today',
  'deadline',
  'lockedOutFrom',
  'id',
] as const satisfies readonly (keyof PreviewPerson)[];

const row = (cells: readonly (string | null | undefined)[]): string =>
  `${cells.map((cell) => csvCell(cell ?? '')).join(',')}\r\n`;

/** One list of a preview as CSV, a page at a time as it is read. */
export const exportPeople = (
  source: PeopleSource,
  assessment: Assessment,
  query: z.output<typeof ExportPreviewQuery>,
): Streamed => ({
  type: 'text/csv; charset=utf-8',
  fileName: `preview-${query.category}.csv`,
  body: lines(source, assessment, query),
});

async function* lines(
  source: PeopleSource,
  assessment: Assessment,
  query: z.output<typeof ExportPreviewQuery>,
): AsyncGenerator<string> {
  yield row(columns);
  let cursor: string | undefined;
  do {
    const page = await peopleOf(source, assessment, {
      ...query,
      limit: 500,
      ...(cursor !== undefined && { cursor }),
    });
    yield page.items.map((person) => row(columns.map((column) => person[column]))).join('');
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
