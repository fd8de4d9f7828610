import { z } from 'zod';
import { Id, line, listOf, Page, Time } from './common.ts';
import { Role } from './vocabulary.ts';

export const Mail = z.object({
  id: Id,
  to: z.string(),
  userId: Id.optional(),
  kind: z.string(),
  subject: z.string(),
  text: z.string(),
  state: z.enum(['waiting', 'sending', 'sent', 'failed']),
  attempts: z.int(),
  createdAt: Time,
  nextAttemptAt: Time.optional(),
  sentAt: Time.optional(),
  error: z.string().optional(),
});
export type Mail = z.infer<typeof Mail>;
export const MailList = listOf(Mail);
export const MailQuery = Page.extend({
  to: z.string().max(254).optional(),
  state: Mail.shape.state.optional(),
});

export const AuditEvent = z.object({
  seq: z.int(),
  at: Time,
  /** What happened, e.g. `sign-in.completed`. */
  kind: z.string(),
  actor: z.object({
    kind: z.enum(['user', 'token', 'cli', 'system', 'nobody']),
    id: z.string().optional(),
    name: z.string().optional(),
  }),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string().optional() }).optional(),
  address: z.string().optional(),
  details: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type AuditEvent = z.infer<typeof AuditEvent>;
export const AuditEventList = listOf(AuditEvent);

export const Token = z.object({
  id: Id,
  name: z.string(),
  role: Role,
  createdAt: Time,
  expiresAt: Time,
  lastUsedAt: Time.optional(),
  /** Made by this user, and dies with them; absent for those made on the command line. */
  userId: Id.optional(),
});
export type Token = z.infer<typeof Token>;
export const TokenList = listOf(Token);
export const CreateToken = z.object({
  name: line(120),
  role: Role,
  days: z.int().min(1).max(365).default(90),
});
export const CreatedToken = Token.extend({ token: z.string() });

/** Counts for the first page of administration. */
export const Overview = z.object({
  users: z.int(),
  byStatus: z.record(z.string(), z.int()),
  mailsWaiting: z.int(),
  smtpConfigured: z.boolean(),
  enforcement: z.boolean(),
  clock: z.object({
    synchronised: z.boolean().nullable(),
    /** Milliseconds, as the time service reports it. */
    offset: z.number().nullable(),
    /** Set when the clock stands before the highest time the database has seen. */
    behind: z.int().optional(),
  }),
});
export type Overview = z.infer<typeof Overview>;
