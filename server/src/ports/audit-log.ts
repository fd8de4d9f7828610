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
    readonly kind: 'user' | 'group' | 'policy' | 'settings' | 'token' | 'mail';
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

export interface ReadAuditLog {
  /** Newest first. */
  list(
    filter: { readonly user?: UserId; readonly kind?: string },
    page: { readonly limit: number; readonly before?: number },
  ): Promise<readonly ChainedEvent[]>;
  /** Oldest first, from `seq` on: for verifying the chain. */
  from(seq: number, limit: number): Promise<readonly ChainedEvent[]>;
  /** As it was kept apart from the events: shows when the last of them are gone. */
  end(): Promise<ChainEnd>;
}

/** Rule 14: time never runs backwards in what is judged. */
export interface HighestTime {
  /** The latest time any event was recorded at; 0 if none. */
  highest(): Promise<Instant>;
}
