import { Worker } from 'node:worker_threads';
import type { Assessment, AssessmentTask, OnProgress } from '../flows/roll-out/preview/assess.ts';
import type { AssessAside } from '../flows/roll-out/preview/preview.ts';
import { minutes } from '../kernel/instant.ts';

/** What the thread says. */
export type Said =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly assessment: Assessment };

/** One that has just worked is quicker, and who looks at one change often looks at another. */
const keptFor = minutes(2);

/**
 * Assesses changes in a thread of its own, one after another: as many at a time would take the processors from those
 * who sign in.
 * @param program what runs in the thread
 * @param where handed to it when it starts; the tasks follow
 */
export const assessAside = (program: URL, where: unknown): AssessAside => {
  const threads = new KeptThread(() => new Worker(program, { workerData: where }));
  let last: Promise<unknown> = Promise.resolve();
  return (task, onProgress, signal) => {
    const assessment = last
      .catch(() => undefined)
      .then(async () => {
        signal.throwIfAborted();
        const thread = threads.take();
        const made = await assessOn(thread, task, onProgress, signal);
        threads.giveBack(thread);
        return made;
      });
    last = assessment;
    return assessment;
  };
};

/** Aborted, it ends the thread, which has no other work. */
const assessOn = async (
  thread: Worker,
  task: AssessmentTask,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<Assessment> => {
  const { promise, resolve, reject } = Promise.withResolvers<Assessment>();
  const stop = () => {
    reject(signal.reason);
    void thread.terminate();
  };
  signal.addEventListener('abort', stop, { once: true });
  thread.on('message', (said: Said) => {
    if (said.kind === 'done') resolve(said.assessment);
    else onProgress(said.done, said.total);
  });
  thread.on('error', reject);
  thread.on('exit', () => reject(new Error('the thread ended before it was done')));
  thread.postMessage(task);
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

/** The thread between two tasks, for as long as it is worth keeping. */
class KeptThread {
  readonly #start: () => Worker;
  #kept: Worker | undefined;
  #ending: NodeJS.Timeout | undefined;

  constructor(start: () => Worker) {
    this.#start = start;
  }

  take(): Worker {
    clearTimeout(this.#ending);
    const thread = this.#kept ?? this.#start();
    this.#kept = undefined;
    thread.unref();
    return thread.removeAllListeners();
  }

  /** Not one that failed. */
  giveBack(thread: Worker): void {
    this.#kept = thread.removeAllListeners();
    const forget = () => {
      if (this.#kept === thread) this.#kept = undefined;
    };
    thread.on('error', forget);
    thread.on('exit', forget);
    this.#ending = setTimeout(() => {
      forget();
      void thread.terminate();
    }, keptFor).unref();
  }
}
