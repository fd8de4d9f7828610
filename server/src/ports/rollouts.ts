import type { RolloutId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Pause, Schedule, Thresholds } from '../policy/rollout.ts';

export interface Rollout extends Schedule {
  readonly id: RolloutId;
  readonly name: string;
  /** The organisation's own words in the announcement. */
  readonly instructions: string;
  readonly thresholds: Thresholds;
  readonly pause: Pause | null;
  /** What happened before is not held against it: when it was started, or last resumed. */
  readonly watchedFrom: Instant;
  readonly createdAt: Instant;
}

/** What a rollout did, or somebody with it, in words. */
export interface RolloutEntry {
  readonly at: Instant;
  readonly what: string;
  readonly by: string;
}

export interface Rollouts {
  /** Newest first; an organisation has a handful. */
  list(): Promise<readonly Rollout[]>;
  byId(id: RolloutId): Promise<Rollout | undefined>;
  /** Holds it against changes by others until the transaction ends: of several processes one takes a step. */
  hold(id: RolloutId): Promise<Rollout | undefined>;
  /** False when the name is taken, in any spelling. */
  add(rollout: Rollout): Promise<boolean>;
  /** False when the name is taken, in any spelling. */
  save(rollout: Rollout): Promise<boolean>;
  remove(id: RolloutId): Promise<void>;
  enter(id: RolloutId, entry: RolloutEntry): Promise<void>;
  /** Newest first. */
  entries(id: RolloutId, limit: number): Promise<readonly RolloutEntry[]>;
}
