import { type Benchmark, type Figure, figure } from '../support/figure.ts';
import { Flows } from '../support/flows.ts';
import { inTurn } from '../support/load.ts';
import { openParts } from '../support/parts.ts';
import { populate } from '../support/population.ts';
import { startPostgres } from '../support/postgres.ts';
import { rawTransactions } from '../support/raw-transactions.ts';
import { percentile } from '../support/statistics.ts';
import type { Workbench } from '../support/workbench.ts';

const width = 32;
const perRound = 1_000;
const rounds = 5;
const users = 2_000;

/**
 * The second step of a sign-in, by the real flow: decision, budget, TOTP code, consumption, session, audit entry, all
 * durable; without HTTP. Beside it, transactions on a database of the same file system, one after another.
 */
export const secondFactors: Benchmark = {
  figures: ['second-factors', 'second-factors-p99', 'second-factors-postgres'],
  async run(workbench) {
    const sqlite = await onSqlite(workbench);
    const postgres = await onPostgres(workbench);
    const figures: Figure[] = [
      figure({
        name: 'second-factors',
        value: sqlite.perSecond,
        unit: '/s',
        reference: { what: 'raw durable transactions', value: sqlite.raw },
        goal: { of: 'ratio', is: 'at least', bound: 0.5 },
      }),
      figure({
        name: 'second-factors-p99',
        value: sqlite.p99,
        unit: 'ms',
        goal: { is: 'at most', bound: 25 },
      }),
    ];
    if (postgres === undefined) return figures;
    const reference = { what: 'on SQLite', value: sqlite.perSecond };
    return [...figures, figure({ name: 'second-factors-postgres', value: postgres, unit: '/s', reference })];
  },
};

const onSqlite = async (workbench: Workbench) => {
  const { environment, folder, people } = await workbench.organisation(users);
  await using parts = await openParts(environment);
  using raw = rawTransactions(folder);
  const flows = new Flows(parts);
  const each: number[][] = [];
  const { a, b } = await inTurn(
    rounds,
    () => raw.run(perRound),
    async () => {
      const proved = await flows.proveAll(width, people.slice(0, perRound));
      each.push([...proved.each]);
      return proved.all;
    },
  );
  const [_warmUp, ...measured] = each;
  return { raw: perSecond(a), perSecond: perSecond(b), p99: percentile(measured.flat(), 99) };
};

/** Undefined where there is no PostgreSQL. */
const onPostgres = async (workbench: Workbench): Promise<number | undefined> => {
  const server = await startPostgres();
  if (server === undefined) {
    workbench.note(
      'PostgreSQL is not installed on this machine: left out (Debian: apt-get install postgresql)',
    );
    return undefined;
  }
  workbench.defer(() => server.stop());
  const installation = await workbench.installation(server.url);
  await using parts = await openParts(installation.environment);
  const { people } = await populate(parts, users, () => {});
  const flows = new Flows(parts);
  const round = async () => (await flows.proveAll(width, people.slice(0, perRound))).all;
  const { b } = await inTurn(rounds, async () => 0, round);
  return perSecond(b);
};

const perSecond = (milliseconds: number): number => (perRound / milliseconds) * 1000;
