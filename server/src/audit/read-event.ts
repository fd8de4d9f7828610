import type { AuditEvent } from '../ports/audit-log.ts';

/** As an event is stored; `readEvent` reads back this very text and no other. */
export const eventText = (event: AuditEvent): string => JSON.stringify(event);

/** Undefined for any text that no event is written as: who can write to the database can put anything there. */
export const readEvent = (text: string): AuditEvent | undefined => {
  try {
    const read: unknown = JSON.parse(text);
    return isEvent(read) && eventText(read) === text ? read : undefined;
  } catch {
    return undefined;
  }
};

type Parts = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Parts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string';

const isNamed = (value: unknown): boolean => isRecord(value) && Object.values(value).every(isText);

const checks: Readonly<Record<string, (part: unknown) => boolean>> = {
  kind: isText,
  at: Number.isSafeInteger,
  actor: (actor) => isNamed(actor) && isRecord(actor) && isText(actor.kind),
  subject: isNamed,
  address: isText,
  details: isRecord,
};

const isEvent = (value: unknown): value is AuditEvent =>
  isRecord(value) &&
  'kind' in value &&
  'at' in value &&
  'actor' in value &&
  Object.entries(value).every(([name, part]) => Object.hasOwn(checks, name) && checks[name]?.(part));
