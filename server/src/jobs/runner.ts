import { setTimeout as sleep } from 'node:timers/promises';
import { seconds } from '../kernel/instant.ts';

/** Something done over and over in the background. */
export interface Task {
  readonly name: string;
  /** Milliseconds between the end of one run and the next; every second if not said. */
  readonly every?: number;
  /** True when there was more than one run could do: it runs again at once. */
  run(signal: AbortSignal): Promise<boolean>;
}

export interface Runner {
  /** Lets the runs that are under way end; nothing begins after them. */
  stop(): Promise<void>;
}

/** A task that failed is tried again after this long: the database or the relay may be back by then. */
const pauseAfterFailure = seconds(5);

/**
 * Runs each task beside the others, and each by itself one run after another. Waits by the clock on the wall; what is
 * due the tasks judge by the clock they were given. Several processes may run the same tasks on one database.
 */
export const startTasks = (
  tasks: readonly Task[],
  report: (error: unknown, task: string) => void,
): Runner => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const ended = tasks.map(async (task) => {
    while (!signal.aborted) await pause(await runOnce(task, signal, report), signal);
  });
  return {
    async stop() {
      stopping.abort();
      await Promise.all(ended);
    },
  };
};

/** Milliseconds to wait before the next run. */
const runOnce = async (
  task: Task,
  signal: AbortSignal,
  report: (error: unknown, task: string) => void,
): Promise<number> => {
  try {
    return (await task.run(signal)) ? 0 : (task.every ?? seconds(1));
  } catch (error) {
    report(error, task.name);
    return pauseAfterFailure;
  }
};

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  sleep(milliseconds, undefined, { signal }).catch(() => undefined);
