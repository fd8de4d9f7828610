import type { AuditCheckpoints } from '@sallyport/contract/audit.ts';
import { newSigningKey, publicKeyOf, readSigningKey, signCheckpoint } from '../../../audit/checkpoint.ts';
import type { Evidence } from '../../../audit/checkpoint-faults.ts';
import { inWords } from '../../../audit/faults.ts';
import { verifyLog } from '../../../audit/verify-log.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { isoTime } from '../../../kernel/instant.ts';
import type { Random } from '../../../kernel/random.ts';
import { type Checkpoint, type CheckpointFile, signingKeyContext } from '../../../ports/audit-checkpoints.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Sealer } from '../../../ports/secrets.ts';
import type { Transactions } from '../../../ports/transactions.ts';
import { judgedNow } from '../../time.ts';

type Source = Pick<Repositories, 'audit' | 'auditCheckpoints'>;

export interface CheckpointDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly sealer: Sealer;
  readonly checkpointFile: CheckpointFile;
  readonly read: Source;
  readonly transact: Transactions<Source>;
}

const shown = 20;
const atOnce = 1_000;

/** The newest checkpoints, and the key that they are checked with. */
export const listCheckpoints =
  (deps: Pick<CheckpointDeps, 'read' | 'sealer'>) => async (): Promise<AuditCheckpoints> => {
    const newest = await deps.read.auditCheckpoints.newest(shown);
    const publicKey = await publicKeyNow(deps);
    const { seq } = await deps.read.audit.end();
    return {
      items: newest.map(({ at, ...rest }) => ({ ...rest, at: isoTime(at) })),
      ...(publicKey !== undefined && { publicKey }),
      since: Math.max(0, seq - (newest[0]?.seq ?? 0)),
    };
  };

/**
 * Signs the end of the log as it is now, in the database and in the file beside it; undefined where nothing was recorded
 * since the last one. What came since is verified first: no signature is put under a log that does not hold.
 * @throws Error naming what is wrong with the log
 */
export const makeCheckpoint = (deps: CheckpointDeps) => async (): Promise<Checkpoint | undefined> => {
  const { read, transact, clock } = deps;
  const [last] = await read.auditCheckpoints.newest(1);
  const end = await read.audit.end();
  if (end.seq <= (last?.seq ?? 0)) return;
  const stored = last === undefined ? [] : [last];
  const key = await signingKey(deps);
  const evidence = { stored, written: [], publicKey: publicKeyOf(key) };
  const { faults } = await verifyLog(read.audit, evidence, { from: last?.seq ?? 1 });
  const [fault] = faults;
  if (fault !== undefined)
    throw new Error(`the audit log is not signed, for ${inWords(fault)}; see npx sallyport audit verify`);
  const checkpoint = signCheckpoint(key, end, await judgedNow(clock, read.audit));
  await transact(({ auditCheckpoints }) => auditCheckpoints.add(checkpoint));
  await copyToFile(deps);
  return checkpoint;
};

/** Writes into the file what the database has and the file has not: with several servers, the checkpoints of all. */
export const copyToFile = async ({ read, checkpointFile }: CheckpointDeps): Promise<void> =>
  checkpointFile.append(await read.auditCheckpoints.after(await checkpointFile.furthest(), atOnce));

/** What the log is verified against. */
export const evidenceOf = async (deps: CheckpointDeps): Promise<Evidence> => {
  // Before the database's: what is in the file by now is there as well.
  const written = await deps.checkpointFile.read();
  const stored: Checkpoint[] = [];
  for (;;) {
    const more = await deps.read.auditCheckpoints.after(
      stored.at(-1)?.seq ?? Number.MIN_SAFE_INTEGER,
      atOnce,
    );
    stored.push(...more);
    if (more.length < atOnce) break;
  }
  return { stored, written, publicKey: await publicKeyNow(deps) };
};

/** PEM. Made from the sealed key: what opens was put there by somebody with the key file. */
const publicKeyNow = async ({
  read,
  sealer,
}: Pick<CheckpointDeps, 'read' | 'sealer'>): Promise<string | undefined> => {
  const sealed = await read.auditCheckpoints.sealedKey();
  return sealed === undefined ? undefined : publicKeyOf(opened(sealer, sealed));
};

/** The signing key, made when there is none yet: of several that start at once, all get that of the first. */
export const signingKey = async ({ read, sealer, ...deps }: CheckpointDeps) =>
  opened(sealer, (await read.auditCheckpoints.sealedKey()) ?? (await makeKey({ ...deps, sealer })));

const makeKey = ({ random, sealer, transact }: Pick<CheckpointDeps, 'random' | 'sealer' | 'transact'>) =>
  transact(async ({ auditCheckpoints }) => {
    await auditCheckpoints.keepSealedKey(sealer.seal(newSigningKey(random), signingKeyContext));
    const kept = await auditCheckpoints.sealedKey();
    if (kept === undefined) throw new Error('the signing key of the audit log was not kept');
    return kept;
  });

const opened = (sealer: Sealer, sealed: string) => readSigningKey(sealer.open(sealed, signingKeyContext));
