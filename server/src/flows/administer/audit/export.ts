import type { ExportAuditQuery } from '@sallyport/contract/audit.ts';
import type { z } from 'zod';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { isoTime } from '../../../kernel/instant.ts';
import type { AuditFilter, ReadAuditLog } from '../../../ports/audit-log.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Administrator } from '../../caller.ts';
import { type Act, act } from '../act.ts';
import { type ExportFormat, exportFormats } from './export-formats.ts';
import { filterOf } from './search.ts';

interface Deps extends Act<never> {
  readonly read: Pick<Repositories, 'audit'>;
}

/** A text that is made while it is read, as fast as it is read. */
export interface Streamed {
  /** Media type. */
  readonly type: string;
  readonly fileName: string;
  readonly body: AsyncIterable<string>;
}

const atOnce = 500;

/**
 * The entries of a search, oldest first, up to the one that records this export: that comes before the first line, so
 * that no copy of the log leaves unnoticed.
 */
export const exportAudit =
  (deps: Deps) =>
  async (
    caller: Administrator,
    { format, ...query }: z.output<typeof ExportAuditQuery>,
  ): Promise<Streamed> => {
    const now = await act(deps, caller, async (_source, now, record) => {
      record({ kind: 'audit-log.exported', details: { format, ...definedOnly(query) } });
      return now;
    });
    const { seq: upTo } = await deps.read.audit.end();
    const written = exportFormats[format];
    return {
      type: written.type,
      fileName: `audit-log-${isoTime(now).slice(0, 10)}.${format}`,
      body: lines(deps.read.audit, filterOf(query), written, upTo),
    };
  };

/** Each chunk holds the lines of one page; the next page is read when that has been taken. */
async function* lines(
  log: Pick<ReadAuditLog, 'search'>,
  filter: AuditFilter,
  { head, line }: ExportFormat,
  upTo: number,
): AsyncGenerator<string> {
  if (head !== '') yield head;
  let beyond: number | undefined = 0;
  while (beyond !== undefined && beyond < upTo) {
    const { events, next } = await log.search(filter, { order: 'oldest first', limit: atOnce, beyond });
    const chunk = events
      .filter(({ seq }) => seq <= upTo)
      .map(line)
      .join('');
    if (chunk !== '') yield chunk;
    beyond = next;
  }
}
