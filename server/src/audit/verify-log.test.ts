import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases } from '../../../test/support/databases.ts';
import { runRaw } from '../../../test/support/raw-sql.ts';
import { settings } from '../../../test/support/samples.ts';
import { checkpointFile } from '../delivery/checkpoint-file.ts';
import { type CheckpointDeps, evidenceOf, makeCheckpoint } from '../flows/administer/audit/checkpoints.ts';
import { systemRandom } from '../kernel/random.ts';
import { keyring, newKeyLine } from '../kernel/secrets.ts';
import type { AuditEvent } from '../ports/audit-log.ts';
import { openStorage, type StorageOptions } from '../storage/open.ts';
import type { Storage } from '../storage/storage.ts';
import { chain, chainStart } from './chain.ts';
import { inWords } from './faults.ts';
import { verifyLog } from './verify-log.ts';

const now = Date.parse('2026-11-23T09:00:00Z');
const happened = (index: number): AuditEvent => ({
  kind: 'user.edited',
  at: now + index,
  actor: { kind: 'user', id: `administrator-${index % 3}` },
  subject: { kind: 'user', id: `user-${index}`, name: `Name ${index}` },
  address: `192.0.2.${index}`,
  details: { index },
});

/** SQL that makes the entries anew with hashes that fit, as whoever knows the source can. */
const rewrittenChain = (events: readonly AuditEvent[], from: number): string => {
  const entries = chain(chainStart, events);
  const end = entries.at(-1);
  const updates = entries
    .filter(({ seq }) => seq >= from)
    .map(({ seq, previous, hash, ...event }) => {
      const subject = event.subject?.id ?? '';
      return `update audit_events set event = '${JSON.stringify(event)}', subject_user = '${subject}',
        previous = '${previous}', hash = '${hash}' where seq = ${seq};`;
    });
  return `${updates.join('\n')} update audit_head set hash = '${end?.hash}', seq = ${end?.seq};`;
};

describe.each(databases)('on %s', (_, make) => {
  let options: StorageOptions;
  let storage: Storage;
  let deps: CheckpointDeps;
  let folder: string;
  let file: string;

  /** 20 entries with a checkpoint at 10 and one at 18. */
  beforeEach(async () => {
    options = await make();
    storage = await openStorage(options, settings);
    folder = mkdtempSync(join(tmpdir(), 'sallyport-test-'));
    file = join(folder, 'checkpoints.jsonl');
    deps = {
      clock: { now: () => now },
      random: systemRandom,
      sealer: keyring(newKeyLine(systemRandom), systemRandom),
      checkpointFile: checkpointFile(file),
      ...storage,
    };
    await record(1, 10);
    await makeCheckpoint(deps)();
    await record(11, 18);
    await makeCheckpoint(deps)();
    await record(19, 20);
  });
  afterEach(async () => {
    await storage.close();
    rmSync(folder, { recursive: true });
  });

  const record = (first: number, last: number) =>
    storage.transact(({ audit }) =>
      audit.append(...Array.from({ length: last - first + 1 }, (_, index) => happened(first + index))),
    );
  const tamper = (statements: string) => runRaw(options, statements);
  const said = async (from = 1): Promise<readonly string[]> => {
    const { faults } = await verifyLog(storage.read.audit, await evidenceOf(deps), { from });
    return faults.map(inWords);
  };

  test('a log that nobody touched holds, and matches its checkpoints', async () => {
    const verified = await verifyLog(storage.read.audit, await evidenceOf(deps));
    expect(verified).toEqual({ entries: 20, checked: 20, checkpoints: 2, faults: [] });
    const later = await verifyLog(storage.read.audit, await evidenceOf(deps), { from: 15 });
    expect(later).toEqual({ entries: 20, checked: 6, checkpoints: 1, faults: [] });
  });

  test.each([
    ['what it says', "event = replace(event, 'Name 7', 'Eve')"],
    ['into what is no event', "event = 'x'"],
    ['into nothing', "event = 'null'"],
    ['its details to nothing', `event = replace(event, '"details":{"index":7}', '"details":null')`],
    ['its subject to nothing', `event = replace(event, '"subject":{', '"subject":null,"x":{')`],
    ['its details to a text', `event = replace(event, '"details":{"index":7}', '"details":"x"')`],
    ['by what is read over', `event = replace(event, '"details"', '"details":{"index":8},"details"')`],
    ['the user it is found by', "subject_user = 'user-8'"],
    ['the one who acted, as searches see it', 'actor_user = null'],
    ['the kind it is found by', "kind = 'harmless'"],
    ['the time it is found by', 'at = at - 60000'],
    ['the address it is found by', "address = '203.0.113.9'"],
    ['its hash', `hash = '${'f'.repeat(64)}'`],
    ['what it follows', `previous = '${'f'.repeat(64)}'`],
  ])('an entry that was changed is named: %s', async (_what, change) => {
    await tamper(`update audit_events set ${change} where seq = 7`);
    expect(await said()).toEqual(['entry 7 is not what was recorded']);
    expect(await said(9)).toEqual([]);
  });

  test('entries that are missing are named, in the middle and at the end', async () => {
    await tamper('delete from audit_events where seq in (5, 6) or seq > 18');
    expect(await said()).toEqual(['entries 5 to 6 are missing', 'entries 19 to 20 are missing']);
  });

  test('entries that swapped their places are named, with where they were recorded', async () => {
    await tamper(`update audit_events set seq = -1 where seq = 4; update audit_events set seq = 4 where seq = 13;
      update audit_events set seq = 13 where seq = -1`);
    expect(await said()).toEqual([
      'entry 4 is out of place: it was recorded as entry 13',
      'entry 13 is out of place: it was recorded as entry 4',
    ]);
  });

  test('entries that were added are named, before the first and behind the last', async () => {
    const copy = (seq: number) => `insert into audit_events (seq, at, kind, event, previous, hash)
      select ${seq}, at, kind, event, previous, hash from audit_events where seq = 3;`;
    await tamper(copy(-2) + copy(30));
    expect(await said()).toEqual([
      'entry -2 is where nothing was recorded',
      'entry 30 is where nothing was recorded',
    ]);
  });

  test('an end that was cut off together with the note of it shows by the checkpoint', async () => {
    await tamper(`delete from audit_events where seq > 15;
      update audit_head set seq = 15, hash = (select hash from audit_events where seq = 15)`);
    expect(await said()).toEqual([
      'entries 16 to 18 are missing: a signed checkpoint says that the log went on to entry 18',
    ]);
  });

  test('a chain made anew from some entry on, with hashes that fit, shows by the checkpoints', async () => {
    const events = Array.from({ length: 20 }, (_, index) => happened(index + 1));
    const forged = events.with(12, { ...happened(13), details: { index: 'another' } });
    await tamper(rewrittenChain(forged, 13));
    expect(await said()).toEqual(['entries 11 to 18 are not what was signed: the chain was made anew']);
  });

  test('so it does when the checkpoints are taken out of the database as well: the file has them', async () => {
    const forged = Array.from({ length: 20 }, (_, index) => ({ ...happened(index + 1), details: {} }));
    await tamper(`delete from audit_checkpoints; ${rewrittenChain(forged, 1)}`);
    expect(await said()).toEqual([
      'entries 1 to 10 are not what was signed: the chain was made anew',
      'the checkpoint at entry 10 is in the file but gone from the database',
      'the checkpoint at entry 18 is in the file but gone from the database',
    ]);
  });

  test('a checkpoint that somebody made up is no evidence, wherever it stands', async () => {
    await tamper(`update audit_checkpoints set hash = '${'a'.repeat(64)}' where seq = 18`);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"seq":10', '"seq":12'));
    expect(await said()).toEqual([
      'the checkpoint at entry 12 is not signed with the key of this installation',
      'the checkpoint at entry 18 is not signed with the key of this installation',
      'the checkpoint at entry 18 is in the file but gone from the database',
    ]);
  });

  test('no checkpoint is signed for entries that do not hold', async () => {
    await tamper("update audit_events set event = replace(event, 'Name 19', 'Eve') where seq = 19");
    await expect(makeCheckpoint(deps)()).rejects.toThrow('entry 19 is not what was recorded');
    expect(await storage.read.auditCheckpoints.newest(1)).toMatchObject([{ seq: 18 }]);
  });

  test('another server’s file gets the checkpoints that were made before it came', async () => {
    const other = { ...deps, checkpointFile: checkpointFile(join(folder, 'other.jsonl')) };
    await makeCheckpoint(other)();
    expect((await other.checkpointFile.read()).map(({ seq }) => seq)).toEqual([10, 18, 20]);
    expect((await makeCheckpoint(other)())?.seq).toBeUndefined();
  });
});
