import type { LinkId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';

/** A one-time link; `tokenHash` is SHA-256 of its token. */
export interface Link {
  readonly id: LinkId;
  readonly purpose: 'setup' | 'activation' | 'password-reset';
  readonly user: UserId | null;
  readonly tokenHash: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

export interface Links {
  add(link: Link): Promise<void>;
  addMany(links: readonly Link[]): Promise<void>;
  /** Only while it is unused and not expired. */
  find(tokenHash: string, now: Instant): Promise<Link | undefined>;
  /** True for exactly one caller. */
  consume(id: LinkId, now: Instant): Promise<boolean>;
  /** Voids all of one purpose; of one user, or of nobody (`setup`). */
  voidAll(purpose: Link['purpose'], user: UserId | null): Promise<void>;
  /** Removes those that expired before, at most `limit` of them; answers with their number. */
  purge(before: Instant, limit: number): Promise<number>;
}
