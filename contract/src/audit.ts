import { z } from 'zod';
import { AuditEvent } from './administration.ts';
import { GivenTime, Id, listOf, Page, Time } from './common.ts';

/** `failure`: somebody was refused or kept out; `success`: everything else. */
export const AuditOutcome = z.enum(['success', 'failure']);
export type AuditOutcome = z.infer<typeof AuditOutcome>;

/** What the audit log is narrowed to; all that is given must hold. */
const filters = {
  /** Who acted, or was acted upon. */
  user: Id.optional(),
  /** Beginnings of kinds, with commas between: `sign-in,factor.refused`. */
  kind: z
    .string()
    .max(500)
    .regex(/^[a-z0-9.,-]*$/, 'must be kinds such as sign-in or settings.changed, with commas between')
    .optional(),
  outcome: AuditOutcome.optional(),
  /** The network address it came from, whole. */
  address: z.string().max(64).optional(),
  /** A part of what the entry says, in upper or lower case. */
  text: z.string().max(200).optional(),
  from: GivenTime.optional(),
  /** Up to and with this time. */
  until: GivenTime.optional(),
};
export const AuditQuery = Page.extend(filters);

export const AuditPage = listOf(AuditEvent).extend({
  /**
   * Set when the search stopped before the page was full, so that nobody waits for it: nothing more was found back to
   * this time, and `nextCursor` searches on from there.
   */
  searchedBackTo: Time.optional(),
});

export const ExportAuditQuery = z.object({ ...filters, format: z.enum(['jsonl', 'csv']).default('jsonl') });

/** The end of the log at some time, signed: whoever changes, removes or adds what is before it cannot hide that. */
export const AuditCheckpoint = z.object({
  seq: z.int(),
  hash: z.string(),
  at: Time,
  /** Which key has signed it. */
  keyId: z.string(),
  /** Ed25519, base64url, of `sallyport audit checkpoint`, seq, hash and time, each with a line feed behind it. */
  signature: z.string(),
});
export type AuditCheckpoint = z.infer<typeof AuditCheckpoint>;

export const AuditCheckpoints = z.object({
  /** Newest first. */
  items: z.array(AuditCheckpoint),
  /** As PEM; absent before the first checkpoint. */
  publicKey: z.string().optional(),
  /** Entries recorded since the newest checkpoint. */
  since: z.int(),
});
export type AuditCheckpoints = z.infer<typeof AuditCheckpoints>;

export const AuditStreamState = z.object({
  to: z.enum(['nowhere', 'syslog', 'webhook']),
  /** Host, and port where there is one. */
  destination: z.string().optional(),
  /** The last entry that the receiver has taken. */
  position: z.int(),
  /** Entries that wait. */
  behind: z.int(),
  lastSentAt: Time.optional(),
  /** Of the last try; absent when it succeeded. */
  lastError: z.string().optional(),
  /** When it is tried again after a failure. */
  nextTry: Time.optional(),
});
export type AuditStreamState = z.infer<typeof AuditStreamState>;
