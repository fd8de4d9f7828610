/** The program of the thread in which the preview of a large organisation is made. */
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

const say = (said: Said): void => parentPort?.postMessage(said);

// On Linux this is about the thread alone: whoever signs in goes before.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

const { where, task } = workerData as { where: Whereabouts; task: AssessmentTask };
const assessment = await withSnapshot(where.options, where.defaults, (read) =>
  assess(read, task, (done, total) => say({ kind: 'progress', done, total })),
);
say({ kind: 'done', assessment });
