import { Worker } from 'node:worker_threads';
import type { Assessment } from '../flows/roll-out/preview/assess.ts';
import type { AssessAside } from '../flows/roll-out/preview/preview.ts';

/** What the thread says. */
export type Said =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly assessment: Assessment };

/**
 * Assesses changes in a thread of its own, one after another: as many at a time would take the processors from those
 * who sign in.
 * @param program what runs in the thread
 * @param where handed to it with the task
 */
export const assessAside = (program: URL, where: unknown): AssessAside => {
  let last: Promise<unknown> = Promise.resolve();
  return (task, onProgress) => {
    const assessment = last
      .catch(() => undefined)
      .then(
        () =>
          new Promise<Assessment>((resolve, reject) => {
            const thread = new Worker(program, { workerData: { where, task } });
            thread.unref();
            thread.on('message', (said: Said) => {
              if (said.kind === 'done') resolve(said.assessment);
              else onProgress(said.done, said.total);
            });
            thread.on('error', reject);
            thread.on('exit', () => reject(new Error('the thread ended before it was done')));
          }),
      );
    last = assessment;
    return assessment;
  };
};
