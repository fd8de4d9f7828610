import {
  type CheckpointDeps,
  copyToFile,
  makeCheckpoint,
  signingKey,
} from '../flows/administer/audit/checkpoints.ts';
import { minutes, seconds } from '../kernel/instant.ts';
import type { Task } from './runner.ts';

/** Whichever comes first. */
const everyEntries = 1_000;
const every = minutes(5);

/**
 * Signs the end of the audit log again and again, so that little can be changed unseen, and copies the checkpoints of
 * all servers into this one's file.
 */
export const checkpointAudit = (deps: CheckpointDeps): Task => ({
  name: 'checkpoint-audit',
  every: seconds(5),
  async run() {
    const { read, clock } = deps;
    await signingKey(deps);
    const [last] = await read.auditCheckpoints.newest(1);
    const { seq } = await read.audit.end();
    const since = seq - (last?.seq ?? 0);
    const due = since >= everyEntries || clock.now() - (last?.at ?? 0) >= every;
    if (since > 0 && due) await makeCheckpoint(deps)();
    else await copyToFile(deps);
    return false;
  },
});
