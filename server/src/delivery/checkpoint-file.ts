import { open, readFile } from 'node:fs/promises';
import { isoTime } from '../kernel/instant.ts';
import type { Checkpoint, CheckpointFile } from '../ports/audit-checkpoints.ts';

/** One checkpoint a line, as JSON; nothing is ever taken out. Best on a disk, or copied to a host, of its own. */
export const checkpointFile = (path: string): CheckpointFile => {
  /** Known once the file was read; another process may have written more, and then a checkpoint stands there twice. */
  let furthest: number | undefined;

  const read = async (): Promise<readonly Checkpoint[]> => {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
      throw error;
    });
    return text.split('\n').flatMap(checkpointOf);
  };
  return {
    read,
    async furthest() {
      furthest ??= (await read()).reduce((highest, { seq }) => Math.max(highest, seq), 0);
      return furthest;
    },
    async append(checkpoints) {
      const last = checkpoints.at(-1);
      if (last === undefined) return;
      const file = await open(path, 'a', 0o600);
      try {
        await file.write(checkpoints.map(lineOf).join(''));
        await file.sync();
      } finally {
        await file.close();
      }
      furthest = last.seq;
    },
  };
};

const lineOf = ({ at, ...rest }: Checkpoint): string => `${JSON.stringify({ ...rest, at: isoTime(at) })}\n`;

function checkpointOf(line: string): Checkpoint[] {
  try {
    const { seq, hash, at, keyId, signature } = JSON.parse(line) as Record<keyof Checkpoint, unknown>;
    const time = Date.parse(String(at));
    const isOne =
      typeof seq === 'number' &&
      typeof hash === 'string' &&
      typeof keyId === 'string' &&
      typeof signature === 'string' &&
      !Number.isNaN(time);
    return isOne ? [{ seq, hash, at: time, keyId, signature }] : [];
  } catch {
    return [];
  }
}
