/** The program of the thread in which previews of a large organisation are made, one after another. */
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { Settings } from '@sallyport/contract/settings.ts';
import { type AssessmentTask, assess } from './flows/roll-out/preview/assess.ts';
import type { Said } from './jobs/assess-aside.ts';
import type { StorageOptions } from './storage/open.ts';
import { withSnapshot } from './storage/snapshot.ts';

/** Where the directory is read. */
export interface Whereabouts {
  readonly options: StorageOptions;
  readonly defaults: Settings;
}

/** The lists change hands: to copy millions of numbers would hold up whoever receives them. */
const say = (said: Said): void =>
  parentPort?.postMessage(
    said,
    said.kind === 'done'
      ? Object.values(said.assessment.people).flatMap(({ numbers, outcomes }) => [
          numbers.buffer,
          outcomes.buffer,
        ])
      : [],
  );

// On Linux this is about the thread alone: whoever signs in goes before.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

const { options, defaults } = workerData as Whereabouts;

const work = async (task: AssessmentTask): Promise<void> => {
  const assessment = await withSnapshot(options, defaults, (read) =>
    assess(read, task, (done, total) => say({ kind: 'progress', done, total })),
  );
  say({ kind: 'done', assessment });
};

// What it fails with ends the thread, and is told where it was started.
parentPort?.on('message', (task: AssessmentTask) => void work(task));
