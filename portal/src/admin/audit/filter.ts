import type { QueryOf } from '@sallyport/contract/api.ts';
import { AuditOutcome } from '@sallyport/contract/audit.ts';

type Query = NonNullable<QueryOf<'GET /audit-events'>>;

/** What the audit log is narrowed to; lives in the page's address. */
export interface AuditFilter {
  text?: string;
  /** Id. */
  user?: string;
  /** Beginnings of kinds, with commas between. */
  kind?: string;
  outcome?: AuditOutcome;
  address?: string;
  /** Days of the reader, e.g. `2026-11-21`; both included. */
  from?: string;
  until?: string;
}

const words = ['text', 'user', 'address'] as const;
const days = ['from', 'until'] as const;

/** Reads the filter from an address; what it does not know, it leaves out. */
export function readAuditFilter(search: Record<string, unknown>): AuditFilter {
  const filter: AuditFilter = {};
  for (const name of words) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') filter[name] = value;
  }
  for (const name of days) {
    const value = search[name];
    if (typeof value === 'string' && !Number.isNaN(startOf(value).getTime())) filter[name] = value;
  }
  const kind = typeof search.kind === 'string' ? search.kind.toLowerCase().replace(/[^a-z0-9.,-]/g, '') : '';
  if (kind !== '') filter.kind = kind;
  const outcome = AuditOutcome.safeParse(search.outcome);
  if (outcome.success) filter.outcome = outcome.data;
  return filter;
}

/** As the API takes it: days of the reader's time zone become times. */
export function auditQuery({ from, until, ...rest }: AuditFilter): Query {
  return {
    ...rest,
    ...(from && { from: startOf(from).toISOString() }),
    ...(until && { until: new Date(startOf(until, 1).getTime() - 1).toISOString() }),
  };
}

/** The beginning of a day in the reader's time zone, or of one some days later. */
function startOf(day: string, later = 0): Date {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  return new Date(Number(year), Number(month) - 1, Number(date) + later);
}
