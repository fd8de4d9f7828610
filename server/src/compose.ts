import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newLogger } from './api/log.ts';
import { RequestTraffic } from './api/request-traffic.ts';
import { accountRoutes } from './api/routes/account.ts';
import { administrationRoutes } from './api/routes/administration.ts';
import { approvalRoutes, secondPerson } from './api/routes/administration-approvals.ts';
import { signInRoutes } from './api/routes/sign-in.ts';
import { buildServer } from './api/server.ts';
import type { Whereabouts } from './assess-thread.ts';
import { defaultSettings } from './config/default-settings.ts';
import { keyFile } from './config/key-file.ts';
import type { Config } from './config/load.ts';
import { auditReceiver } from './delivery/audit-receiver.ts';
import { checkpointFile } from './delivery/checkpoint-file.ts';
import { hostClock } from './delivery/host-clock.ts';
import { smtpRelay } from './delivery/smtp.ts';
import { checkKeys } from './flows/check-keys.ts';
import { resumeToken } from './flows/resume-token.ts';
import { HeldPreviews } from './flows/roll-out/preview/held.ts';
import { rulesInForce } from './flows/rules.ts';
import { resumeSession } from './flows/sessions.ts';
import { issueSetupLink } from './flows/setup.ts';
import { assessAside } from './jobs/assess-aside.ts';
import { startTasks } from './jobs/runner.ts';
import { backgroundTasks } from './jobs/tasks.ts';
import { systemClock } from './kernel/clock.ts';
import { fileClock } from './kernel/file-clock.ts';
import { idMaker } from './kernel/ids.ts';
import { systemRandom as random } from './kernel/random.ts';
import { keyring } from './kernel/secrets.ts';
import { argon2Hasher } from './methods/password/argon2.ts';
import { allMethods } from './methods/registry.ts';
import { openStorage } from './storage/open.ts';
import { databaseFile } from './storage/sqlite/storage.ts';

const assessThread = new URL('./assess-thread.ts', import.meta.url);
const portal = fileURLToPath(new URL('../../portal/dist', import.meta.url));

/** Whether there is an installation already; of PostgreSQL, the database itself will say. */
export const isThere = ({ dataFolder, databaseUrl }: Config): boolean =>
  databaseUrl !== undefined || existsSync(join(dataFolder, databaseFile));

/** What the flows are made with: for the server and the command line alike. */
export const composeParts = async ({
  dataFolder,
  databaseUrl,
  origin: configured,
  originSaid,
  auditCheckpoints,
  testClock,
}: Config) => {
  const clock = testClock === undefined ? systemClock : fileClock(testClock);
  const newId = idMaker(clock, random);
  const sealer = keyring(keyFile(dataFolder, random), random);
  // More than there are processors, so that none is idle while the event loop is busy between two hashes.
  const hasher = argon2Hasher({ threads: availableParallelism() + 1 });
  const methods = allMethods({ random, newId, sealer, hasher });
  const whereabouts: Whereabouts = {
    options:
      databaseUrl === undefined
        ? { kind: 'sqlite', folder: dataFolder }
        : { kind: 'postgres', url: databaseUrl },
    defaults: defaultSettings(configured),
  };
  const storage = await openStorage(whereabouts.options, whereabouts.defaults);
  const { read, transact } = storage;
  await checkKeys({ sealer, read, transact }).catch(async (error: unknown) => {
    await storage.close();
    throw error;
  });
  // The command line may run without the server's environment: its links are to lead to where the server is.
  const origin = originSaid ? configured : ((await read.publicOrigin.read()) ?? configured);
  const relay = smtpRelay(read.settings, sealer);
  return {
    clock,
    random,
    newId,
    origin,
    sealer,
    hasher,
    methods,
    relay,
    hostClock: hostClock(),
    traffic: new RequestTraffic(),
    checkpointFile: checkpointFile(auditCheckpoints),
    auditReceiver: auditReceiver(clock, sealer, origin),
    rules: rulesInForce(),
    previews: new HeldPreviews(),
    assessAside: assessAside(assessThread, whereabouts),
    read,
    transact,
    healthy: () => storage.healthy(),
    close: async () => {
      relay.close();
      await storage.close();
    },
  };
};

/** Serves until `stop` is called, which lets what has begun be answered. */
export const serve = async (config: Config) => {
  const log = newLogger(config.logLevel);
  const parts = await composeParts({ ...config, originSaid: true });
  await parts.transact(({ publicOrigin }) => publicOrigin.write(parts.origin));
  const server = await buildServer({
    origin: parts.origin,
    trustedProxies: config.trustedProxies,
    handlers: {
      ...signInRoutes(parts),
      ...accountRoutes(parts),
      ...administrationRoutes(parts),
      ...approvalRoutes(parts),
    },
    needsSecondPerson: secondPerson(parts),
    resumeSession: resumeSession(parts),
    resumeToken: resumeToken(parts),
    storageAnswers: parts.healthy,
    traffic: parts.traffic,
    portal,
    newId: parts.newId,
    log,
  });
  // Before it answers, so that whoever waits for that finds the link printed.
  const setupLink = await issueSetupLink(parts)();
  await server.listen({ port: config.port, host: config.bind });
  const tasks = startTasks(backgroundTasks(parts), (err, task) =>
    log.error({ err, task }, 'background task failed'),
  );
  return {
    log,
    setupLink,
    stop: async () => {
      await Promise.all([server.close(), tasks.stop()]);
      await parts.close();
    },
  };
};
