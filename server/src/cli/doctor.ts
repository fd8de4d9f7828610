import { connect } from 'node:net';
import type { Command } from 'commander';
import { inWords } from '../audit/faults.ts';
import { verifyLog } from '../audit/verify-log.ts';
import { evidenceOf } from '../flows/administer/audit/checkpoints.ts';
import { isoTime, seconds } from '../kernel/instant.ts';
import { smtpPasswordContext } from '../ports/settings.ts';
import { CommandFailed } from './failure.ts';
import { answer, type CliParts, type Installation, jsonOption } from './parts.ts';
import type { Terminal } from './terminal.ts';

/** One thing that was looked at: how it stands, and what to do about it. */
interface Finding {
  readonly check:
    | 'configuration'
    | 'database'
    | 'clock'
    | 'time'
    | 'key-file'
    | 'mail-server'
    | 'owner'
    | 'audit-log';
  readonly state: 'good' | 'warning' | 'fault';
  readonly message: string;
  readonly mend?: string;
}

const marks = { good: 'ok  ', warning: 'warn', fault: 'FAIL' };

export const addDoctor = (sallyport: Command, parts: CliParts): Command =>
  sallyport
    .command('doctor')
    .description(
      'look at what the server needs, and say how to mend what is wrong; exit code 1 if anything is',
    )
    .option(...jsonOption)
    .action(async (options: { readonly json?: boolean }) => {
      const findings = await examine(parts);
      const lines = findings.map(
        ({ state, check, message, mend }) =>
          `${marks[state]}  ${check}: ${message}${mend === undefined ? '' : `\n      → ${mend}`}`,
      );
      answer(parts, options, { findings }, lines.join('\n'));
      if (findings.some(({ state }) => state === 'fault')) throw new CommandFailed();
    });

const examine = async (parts: CliParts): Promise<readonly Finding[]> => {
  const faults = parts.configurationFaults();
  if (faults.length > 0)
    return faults.map((message) => ({
      check: 'configuration',
      state: 'fault',
      message,
      mend: 'Correct the environment variable; docs/configuration.md lists them all.',
    }));
  const configuration: Finding = {
    check: 'configuration',
    state: 'good',
    message: 'the environment is understood',
  };
  let installation: Installation;
  try {
    installation = await parts.open('there');
  } catch (error) {
    const mend = 'See that the data folder and the database are there, and that this user may write them.';
    return [configuration, { check: 'database', state: 'fault', message: messageOf(error), mend }];
  }
  try {
    return [
      configuration,
      await database(installation),
      await hostTime(installation),
      await recordedTime(installation),
      await keyFile(installation),
      await mailRelay(installation),
      await owner(installation),
      await auditLog(installation, parts.terminal),
    ];
  } finally {
    await installation.close();
  }
};

const database = async ({ read, transact }: Installation): Promise<Finding> => {
  try {
    // Takes the write lock and gives it back; changes nothing.
    await transact(async ({ policies }) => policies.revision());
    return { check: 'database', state: 'good', message: `answers; ${await read.users.count()} users` };
  } catch (error) {
    const mend = 'See that the disk is not full and the database is not locked by another program.';
    return { check: 'database', state: 'fault', message: messageOf(error), mend };
  }
};

const hostTime = async ({ hostClock }: Installation): Promise<Finding> => {
  const { synchronised, offset } = await hostClock.check();
  const off = offset === null ? '' : `, off by ${Math.round(offset)} ms`;
  if (synchronised === true) return { check: 'clock', state: 'good', message: `synchronised${off}` };
  const mend = 'Install and enable a time service, e.g. apt-get install chrony.';
  return synchronised === null
    ? { check: 'clock', state: 'warning', message: 'no time service says whether it is right', mend }
    : { check: 'clock', state: 'fault', message: `not synchronised${off}`, mend };
};

/** Rule 14. A little is within what two hosts may differ by. */
const recordedTime = async ({ read, clock }: Installation): Promise<Finding> => {
  const highest = await read.audit.highest();
  if (highest - clock.now() < seconds(5))
    return { check: 'time', state: 'good', message: 'stands after all that was recorded' };
  return {
    check: 'time',
    state: 'fault',
    message: `the clock shows ${isoTime(clock.now())}, but ${isoTime(highest)} was recorded already`,
    mend: 'Set the clock right; until then, codes and deadlines are judged by the later time.',
  };
};

const keyFile = async ({ read, sealer }: Installation): Promise<Finding> => {
  const { mail } = await read.settings.read();
  try {
    if (mail.smtp?.password) sealer.open(mail.smtp.password, smtpPasswordContext);
    return { check: 'key-file', state: 'good', message: 'is there, and readable' };
  } catch (error) {
    const mend =
      'Bring back the key file that belongs to this database; without it nobody’s codes can be checked.';
    return { check: 'key-file', state: 'fault', message: messageOf(error), mend };
  }
};

const mailRelay = async ({ read }: Installation): Promise<Finding> => {
  const { smtp } = (await read.settings.read()).mail;
  if (smtp === null) {
    const mend = 'Set one up under Settings; until then mails wait, and can be read in the portal.';
    return { check: 'mail-server', state: 'warning', message: 'none is set up', mend };
  }
  try {
    await reach(smtp.host, smtp.port);
    return { check: 'mail-server', state: 'good', message: `${smtp.host}:${smtp.port} can be reached` };
  } catch (error) {
    const message = `${smtp.host}:${smtp.port} cannot be reached: ${messageOf(error)}`;
    const mend = 'See that name, port and firewall are right; mails wait until then.';
    return { check: 'mail-server', state: 'fault', message, mend };
  }
};

const owner = async ({ read }: Installation): Promise<Finding> =>
  (await read.users.countActiveWithRole('owner')) > 0
    ? { check: 'owner', state: 'good', message: 'there is one' }
    : {
        check: 'owner',
        state: 'warning',
        message: 'there is none yet',
        mend: 'Open the link that the server prints, or run npx sallyport init.',
      };

/** Whether all that was recorded is still there as it was recorded (audit/chain.ts). */
const auditLog = async (installation: Installation, terminal: Terminal): Promise<Finding> => {
  const mend =
    'Run npx sallyport audit verify. Find out who could write the database, and compare it with a backup; the log is not mended.';
  const progress = (checked: number, entries: number) => {
    if (terminal.interactive && checked % 100_000 === 0)
      terminal.say(`audit-log: ${count(checked)} of ${count(entries)} entries checked`);
  };
  try {
    const evidence = await evidenceOf(installation);
    const {
      entries,
      faults: [fault],
    } = await verifyLog(installation.read.audit, evidence, { progress });
    if (fault === undefined)
      return {
        check: 'audit-log',
        state: 'good',
        message: `${count(entries)} entries, none changed or missing`,
      };
    return { check: 'audit-log', state: 'fault', message: inWords(fault), mend };
  } catch (error) {
    return { check: 'audit-log', state: 'fault', message: messageOf(error), mend };
  }
};

const count = (entries: number): string => entries.toLocaleString('en');

const reach = (host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: seconds(5) });
    const end = (error?: Error) => {
      socket.destroy();
      if (error === undefined) resolve();
      else reject(error);
    };
    socket.once('connect', () => end());
    socket.once('timeout', () => end(new Error('it does not answer')));
    socket.once('error', end);
  });

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
