/** The flows of administration on a real database, with a clock that tests set. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { defaultSettings } from '../../server/src/config/default-settings.ts';
import { checkpointFile } from '../../server/src/delivery/checkpoint-file.ts';
import type { AdministerDeps } from '../../server/src/flows/administer/deps.ts';
import { cliCaller } from '../../server/src/flows/caller.ts';
import { project } from '../../server/src/flows/projection.ts';
import { assess } from '../../server/src/flows/roll-out/preview/assess.ts';
import { HeldPreviews } from '../../server/src/flows/roll-out/preview/held.ts';
import { settleUser } from '../../server/src/flows/roll-out/settle.ts';
import { rulesInForce } from '../../server/src/flows/rules.ts';
import { type GroupId, idMaker, type UserId } from '../../server/src/kernel/ids.ts';
import type { Instant } from '../../server/src/kernel/instant.ts';
import { systemRandom } from '../../server/src/kernel/random.ts';
import { keyring, newKeyLine } from '../../server/src/kernel/secrets.ts';
import { argon2Hasher } from '../../server/src/methods/password/argon2.ts';
import { allMethods } from '../../server/src/methods/registry.ts';
import type { EnrollableMethod, Role } from '../../server/src/policy/model.ts';
import { openStorage } from '../../server/src/storage/open.ts';

export const monday: Instant = Date.parse('2026-11-23T09:00:00Z');
export const day = 86_400_000;

export interface House extends AdministerDeps {
  /** Sets the time. */
  at(now: Instant): void;
  /** Where SQLite's file lies. */
  readonly folder: string;
  readonly sent: { to: string; subject: string; text: string }[];
  /** Somebody whose account is activated; everything else as given. */
  active(username: string, more?: { groups?: readonly GroupId[]; role?: Role }): Promise<UserId>;
  enroll(user: UserId, method?: EnrollableMethod): Promise<void>;
  close(): Promise<void>;
}

export const openHouse = async (databaseUrl?: string): Promise<House> => {
  let now = monday;
  const clock = { now: () => now };
  const newId = idMaker(clock, systemRandom);
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-test-'));
  const origin = 'https://login.example.org';
  const defaults = defaultSettings(origin);
  const storage = await openStorage(
    databaseUrl === undefined ? { kind: 'sqlite', folder } : { kind: 'postgres', url: databaseUrl },
    { ...defaults, organisation: { ...defaults.organisation, timeZone: 'UTC' } },
  );
  const rules = rulesInForce();
  const sealer = keyring(newKeyLine(systemRandom), systemRandom);
  const methods = allMethods({ random: systemRandom, newId, sealer, hasher: argon2Hasher({ threads: 1 }) });
  const sent: House['sent'] = [];
  const { transact, read } = storage;
  const close = async () => {
    await storage.close();
    rmSync(folder, { recursive: true });
  };
  afterAll(close);
  return {
    clock,
    random: systemRandom,
    newId,
    origin,
    sealer,
    rules,
    previews: new HeldPreviews(),
    assessAside: (task, onProgress) => assess(read, task, onProgress),
    read,
    transact,
    relay: { send: async (mail) => void sent.push(mail) },
    hostClock: { check: async () => ({ synchronised: true, offset: 0 }) },
    methods,
    traffic: { isQuiet: () => true },
    checkpointFile: checkpointFile(join(folder, 'audit-checkpoints.jsonl')),
    folder,
    sent,
    at: (time) => {
      now = time;
    },
    close,
    active: (username, { groups = [], role = null } = {}) =>
      transact(async (source) => {
        const id: UserId = newId();
        await source.users.add({
          id,
          username,
          displayName: username,
          email: `${username}@example.com`,
          state: 'active',
          role,
          passwordHash: null,
          createdAt: now,
          activatedAt: now,
        });
        await source.users.setGroups(id, groups);
        await settleUser(source, rules, id, now);
        return id;
      }),
    enroll: (user, method = 'totp') =>
      transact(async (source) => {
        await source.authenticators.add({
          id: newId(),
          user,
          method,
          name: method,
          data: '',
          externalId: null,
          counter: 0,
          createdAt: now,
          lastUsedAt: null,
          disabledAt: null,
        });
        await project(source, rules, user, now);
      }),
  };
};

/** The command line: may do everything, and is nobody in particular. */
export const admin = cliCaller;
