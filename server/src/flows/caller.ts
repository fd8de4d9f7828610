import type { SessionId, TokenId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Role } from '../policy/model.ts';
import type { Actor } from '../ports/audit-log.ts';

/** Where a call comes from, as far as it can be known. */
export interface Client {
  /** IP address, after configured proxies. */
  readonly address: string;
  readonly userAgent: string;
}

/** Somebody signed in, as the gate has just established from what is stored. */
export interface SessionCaller {
  readonly kind: 'session';
  readonly session: SessionId;
  readonly user: UserId;
  readonly username: string;
  readonly role: Role | null;
  /** IP address that the request comes from. */
  readonly address: string;
  /** Until when changes need no further proof; null without a step-up. */
  readonly steppedUpUntil: Instant | null;
}

export interface TokenCaller {
  readonly kind: 'token';
  readonly token: TokenId;
  readonly name: string;
  readonly role: Role;
  readonly user: UserId | null;
}

/** The command line on the server itself: whoever can read the data folder. */
export interface CliCaller {
  readonly kind: 'cli';
  readonly role: 'owner';
}

/** Whoever asked for an act that somebody else has approved: they need not be signed in any more. */
export interface AbsentCaller {
  readonly kind: 'absent';
  readonly user: UserId;
  readonly username: string;
  readonly role: Role;
}

/** Whoever may administer: the gate has compared the role with the one matrix. */
export type Administrator =
  | (SessionCaller & { readonly role: Role })
  | AbsentCaller
  | TokenCaller
  | CliCaller;

/** Whoever changes the rules; the server itself where it carries out what an administrator has planned. */
export type Author = Administrator | { readonly kind: 'system' };

/** As long work keeps them: it goes on when they are no longer signed in. */
export const asAbsent = (caller: Administrator): Administrator =>
  caller.kind === 'session'
    ? { kind: 'absent', user: caller.user, username: caller.username, role: caller.role }
    : caller;

export const cliCaller: CliCaller = { kind: 'cli', role: 'owner' };

export const actorOf = (caller: SessionCaller | TokenCaller | CliCaller | Author): Actor => {
  switch (caller.kind) {
    case 'session':
    case 'absent':
      return userSubject({ id: caller.user, username: caller.username });
    case 'token':
      return { kind: 'token', id: caller.token, name: caller.name };
    case 'cli':
    case 'system':
      return { kind: caller.kind };
  }
};

/** A user as the audit log names them. */
export const userSubject = (user: { readonly id: string; readonly username: string }) =>
  ({ kind: 'user', id: user.id, name: user.username }) as const;

/** What every audit event bears about what people do with their own account. */
export const aboutThemselves = (
  user: { readonly id: string; readonly username: string },
  address: string,
  at: Instant,
) => ({ at, actor: userSubject(user), subject: userSubject(user), address });
