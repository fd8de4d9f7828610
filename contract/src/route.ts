import type { z } from 'zod';
import type { ApprovableAct } from './approvals.ts';

/** What an administrator's act needs; `roles.ts` of the server says which role has it. */
export const permissions = [
  'users:read',
  'users:write',
  'users:reset',
  'groups:read',
  'groups:write',
  'requirements:read',
  'requirements:write',
  'settings:read',
  'settings:write',
  'mails:read',
  'audit:read',
  'audit:export',
  'tokens:manage',
  'roles:manage',
  'exemptions:read',
  'exemptions:write',
  'approvals:read',
  'approvals:decide',
] as const;
export type Permission = (typeof permissions)[number];

/**
 * `public`: anybody. `sign-in`: whoever holds the cookie of a sign-in in progress.
 * `session`: a completed sign-in, about oneself. A permission: a session or an API token whose role has it.
 */
export type Access = 'public' | 'sign-in' | 'session' | Permission;

export interface Route {
  readonly access: Access;
  readonly summary: string;
  /** A session must have proved a factor in the last minutes; API tokens are not asked. */
  readonly stepUp?: true;
  /**
   * It may be an act that needs a second person (A12), where the organisation has chosen so: then it wants the header
   * `Approval-Note`, changes nothing yet, and answers 202 with an `Approval`. `by-effect`: what it is, if anything,
   * depends on what it changes.
   */
  readonly approval?: ApprovableAct | 'by-effect';
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Absent: 204, or a stream. */
  readonly answer?: z.ZodType;
  /** In place of JSON, text of one of these media types, as long as it may be. */
  readonly streams?: readonly string[];
  /** 200 if not said. */
  readonly status?: 200 | 201 | 202;
  /** Bytes; 64 KiB if not said. */
  readonly bodyLimit?: number;
}

/** By method and path, e.g. `GET /users/:id`. */
export type Calls = Readonly<Record<string, Route>>;
