/** What the host's time service says of the host's clock: codes and deadlines are only as good as that. */
export interface HostClock {
  check(): Promise<{
    /** Null when there is no time service that could say. */
    readonly synchronised: boolean | null;
    /** Milliseconds by which the clock is ahead. */
    readonly offset: number | null;
  }>;
}
