import type { UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';

export interface Actor {
  readonly kind: 'user' | 'token' | 'cli' | 'system' | 'nobody';
  readonly id?: string;
  readonly name?: string;
}

/** What is to be recorded; never a secret, never a code. */
export interface AuditEvent {
  /** E.g. `sign-in.completed`: area, dot, what happened. */
  readonly kind: string;
  readonly at: Instant;
  readonly actor: Actor;
  readonly subject?: {
    readonly kind:
      | 'user'
      | 'group'
      | 'policy'
      | 'settings'
      | 'token'
      | 'mail'
      | 'job'
      | 'approval'
      | 'exemption'
      | 'rollout';
    readonly id: string;
    readonly name?: string;
  };
  readonly address?: string;
  readonly details?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

/** An event with its place in the chain (audit/chain.ts). */
export interface ChainedEvent extends AuditEvent {
  readonly seq: number;
  readonly previous: string;
  readonly hash: string;
}

export interface AuditLog {
  /** Chains the events behind the last one. Comes last in a transaction: it holds the end of the chain. */
  append(...events: readonly AuditEvent[]): Promise<void>;
}

/** The end of the chain: what the next event is chained to. */
export interface ChainEnd {
  /** Of the last event; 0 before the first. */
  readonly seq: number;
  readonly hash: string;
}

/** What a search asks for; all that is given must hold. */
export interface AuditFilter {
  /** Who acted, or was acted upon. */
  readonly user?: UserId;
  /** Who was acted upon, by whomever. */
  readonly about?: UserId;
  /** Beginnings of kinds, of which one must fit. */
  readonly kinds?: readonly string[];
  readonly outcome?: 'success' | 'failure';
  readonly address?: string;
  /** A part of what the entry says, in upper or lower case. */
  readonly text?: string;
  readonly from?: Instant;
  /** Up to and with. */
  readonly until?: Instant;
}

export interface AuditSearch {
  readonly order: 'newest first' | 'oldest first';
  readonly limit: number;
  /** Entries beyond this one, in that order. */
  readonly beyond?: number;
}

export interface FoundEvents {
  readonly events: readonly ChainedEvent[];
  /** Where to search on; absent when there is no more. */
  readonly next?: number;
  /** Set when the search stopped, with fewer than asked for, so as not to hold others up: the time it came to. */
  readonly stoppedAt?: Instant;
}

/** An entry as it lies in storage, for verifying: all of it may be forged. */
export interface StoredEntry {
  readonly seq: number;
  readonly previous: string;
  readonly hash: string;
  /** Absent when it cannot be read, or when searches would find it under what it does not say. */
  readonly event?: AuditEvent;
}

export interface ReadAuditLog {
  /** No search reads more of the log than it can in a moment, however long the log is. */
  search(filter: AuditFilter, search: AuditSearch): Promise<FoundEvents>;
  /** In the order of their places, those beyond `seq`. */
  stored(beyond: number, limit: number): Promise<readonly StoredEntry[]>;
  /** Oldest first, from `seq` on. */
  from(seq: number, limit: number): Promise<readonly ChainedEvent[]>;
  /** As it was kept apart from the events: shows when the last of them are gone. */
  end(): Promise<ChainEnd>;
}

/** Rule 14: time never runs backwards in what is judged. */
export interface HighestTime {
  /** The latest time any event was recorded at; 0 if none. */
  highest(): Promise<Instant>;
}
