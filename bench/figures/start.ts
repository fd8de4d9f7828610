import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Benchmark, figure } from '../support/figure.ts';
import { median } from '../support/statistics.ts';

const starts = 5;
const rest = 5_000;

/** From the start of the process until it says that it is ready, and what it keeps in memory when nobody asks. */
export const start: Benchmark = {
  figures: ['start', 'memory-at-rest'],
  async run(workbench) {
    const organisation = await workbench.organisation(1_000_000);
    const times: number[] = [];
    const kept: number[] = [];
    for (let started = 0; started < starts; started++) {
      const before = performance.now();
      const server = await organisation.start();
      times.push((performance.now() - before) / 1000);
      await sleep(started === starts - 1 ? rest : 0);
      kept.push(residentMegabytes(server.process.pid));
      await server.stop();
    }
    return [
      figure({ name: 'start', value: median(times), unit: 's', goal: { is: 'at most', bound: 2 } }),
      figure({
        name: 'memory-at-rest',
        value: kept.at(-1) ?? 0,
        unit: 'MB',
        goal: { is: 'at most', bound: 250 },
      }),
    ];
  },
};

const residentMegabytes = (pid: number | undefined): number => {
  const status = `/proc/${pid}/status`;
  const kibibytes = existsSync(status)
    ? /^VmRSS:\s+(\d+)/m.exec(readFileSync(status, 'utf8'))?.[1]
    : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return (Number(kibibytes) * 1024) / 1e6;
};
