import { setTimeout as sleep } from 'node:timers/promises';
import { Job } from '@sallyport/contract/jobs.ts';
import { type Benchmark, figure } from '../support/figure.ts';
import { type HttpConnection, withConnections } from '../support/http-connection.ts';
import { milliseconds } from '../support/load.ts';
import type { Person } from '../support/person.ts';
import { signInAll } from '../support/sign-ins.ts';
import { percentile } from '../support/statistics.ts';

const users = 100_000;
/** Enough for a p99 that is not the very slowest. */
const fewestSignIns = 200;
/** Between two sign-ins, in milliseconds: people come one by one, and the machine has time for both. */
const pause = 20;

/**
 * 2FA required of 100,000 users by name, as the portal asks for it with “all that match”: from the call until the job
 * has ended, with an entry in the audit log for each. Beside it, people sign in, before and meanwhile.
 */
export const bulk: Benchmark = {
  figures: ['bulk-require', 'sign-in-during-bulk'],
  async run(workbench) {
    const organisation = await workbench.organisation(users);
    const { origin, token } = organisation;
    const people = organisation.people.values();
    const server = await organisation.start();
    const measured = await withConnections(origin, 2, async ([admin, visitor]) => {
      if (admin === undefined || visitor === undefined) throw new Error('no connection');
      await signInsWhile(visitor, people, async () => false, fewestSignIns / 4);
      const before = await signInsWhile(visitor, people, async () => false, fewestSignIns);
      const started = performance.now();
      let job = await ask(admin, token, 'POST /api/v1/users/2fa/require', { filter: {}, days: 30 });
      let seconds = 0;
      const isRunning = async () => {
        job = await ask(admin, token, `GET /api/v1/jobs/${job.id}`);
        if (job.endedAt !== undefined && seconds === 0) seconds = (performance.now() - started) / 1000;
        return job.endedAt === undefined;
      };
      const during = await signInsWhile(visitor, people, isRunning, 0);
      if (job.state !== 'done' || job.failures > 0)
        throw new Error(`the job ended as ${JSON.stringify(job)}`);
      return { before, during, seconds, served: job.done };
    });
    await server.stop();
    workbench.note(
      `${measured.served.toLocaleString('en')} users served, beside ${measured.during.length} sign-ins`,
    );
    return [
      figure({
        name: 'bulk-require',
        value: measured.seconds,
        unit: 's',
        goal: { is: 'at most', bound: 10 },
      }),
      figure({
        name: 'sign-in-during-bulk',
        value: percentile(measured.during, 99),
        unit: 'ms',
        reference: { what: 'p99 without it', value: percentile(measured.before, 99) },
        goal: { of: 'ratio', is: 'at most', bound: 1.3 },
      }),
    ];
  },
};

/** Milliseconds of each. */
const signInsWhile = async (
  connection: HttpConnection,
  people: Iterator<Person>,
  goesOn: () => Promise<boolean>,
  fewest: number,
): Promise<readonly number[]> => {
  const times: number[] = [];
  while ((await goesOn()) || times.length < fewest) {
    const { value, done } = people.next();
    if (done) throw new Error('more people are needed');
    times.push(await milliseconds(() => signInAll([connection], [value])));
    await sleep(pause);
  }
  return times;
};

const ask = async (
  connection: HttpConnection,
  token: string,
  call: Parameters<HttpConnection['request']>[0],
  body?: object,
): Promise<Job> => {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await connection.request(call, { headers, ...(body && { body }) });
  if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.body}`);
  return Job.parse(JSON.parse(answer.body));
};
