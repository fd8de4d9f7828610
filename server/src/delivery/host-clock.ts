import { execFile } from 'node:child_process';
import type { HostClock } from '../ports/host-clock.ts';

/** Output of a command; undefined when it is missing, fails or takes too long. */
type Run = (command: string, ...parameters: string[]) => Promise<string | undefined>;

const timeout = 2000;

export const runCommand: Run = (command, ...parameters) =>
  new Promise((resolve) => {
    execFile(command, parameters, { timeout, windowsHide: true }, (error, output) =>
      resolve(error === null ? output : undefined),
    );
  });

/** Asks the time service of the host: chrony, or systemd's. Never throws; null is for what nobody can tell. */
export const hostClock = (run: Run = runCommand): HostClock => ({
  async check() {
    const tracking = await run('chronyc', '-c', 'tracking');
    if (tracking !== undefined) return fromChrony(tracking);
    const synchronised = await run('timedatectl', 'show', '--property=NTPSynchronized', '--value');
    if (synchronised === undefined) return { synchronised: null, offset: null };
    const status = await run('timedatectl', 'timesync-status');
    return { synchronised: synchronised.trim() === 'yes', offset: offsetOfTimesyncd(status ?? '') };
  },
});

/** One line of CSV: the fifth field is what has to be added to the clock, in seconds; the last one the leap status. */
const fromChrony = (tracking: string): Awaited<ReturnType<HostClock['check']>> => {
  const fields = tracking.trim().split(',');
  const behind = Number(fields[4] ?? Number.NaN);
  return {
    synchronised: fields.at(-1) !== 'Not synchronised',
    offset: Number.isFinite(behind) ? 0 - behind * 1000 : null,
  };
};

const milliseconds: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, min: 60_000 };

/** `Offset: +1min 2.5s` is how far the time server is ahead of this host. */
const offsetOfTimesyncd = (status: string): number | null => {
  const [, sign, spans] = /^\s*Offset: ([+-]?)(.+)$/m.exec(status) ?? [];
  if (spans === undefined) return null;
  const behind = [...spans.matchAll(/([\d.]+)(us|ms|s|min)/g)].reduce(
    (sum, [, amount, unit = '']) => sum + Number(amount) * (milliseconds[unit] ?? 0),
    0,
  );
  return sign === '-' ? behind : 0 - behind;
};
