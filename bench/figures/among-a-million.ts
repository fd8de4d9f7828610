import { type Benchmark, figure } from '../support/figure.ts';
import { Flows } from '../support/flows.ts';
import { withConnections } from '../support/http-connection.ts';
import { inTurn } from '../support/load.ts';
import { openParts } from '../support/parts.ts';
import { signInAll } from '../support/sign-ins.ts';
import type { Organisation } from '../support/workbench.ts';

const width = 16;
const rounds = 5;
/** Each of the few can sign in twice in a time step, and all rounds may fall into one. */
const perRound = 200;
const perRoundOfFlows = 600;

/**
 * The same sign-ins in two organisations, in turn: whole ones over HTTP, most of whose time is the password's hash; and
 * the real flows without it, which shows what the database costs.
 */
export const amongAMillion: Benchmark = {
  figures: ['sign-in-among-million', 'sign-in-among-million-without-password'],
  async run(workbench) {
    const few = await workbench.organisation(1_000);
    const many = await workbench.organisation(1_000_000);
    const goal = { of: 'ratio', is: 'at most', bound: 1.2 } as const;
    const whole = await overHttp(few, many);
    const flows = await byFlows(few, many);
    return [
      figure({
        name: 'sign-in-among-million',
        value: whole.b / perRound,
        unit: 'ms',
        reference: { what: 'among 1,000 users', value: whole.a / perRound },
        goal,
      }),
      figure({
        name: 'sign-in-among-million-without-password',
        value: flows.b / perRoundOfFlows,
        unit: 'ms',
        reference: { what: 'among 1,000 users', value: flows.a / perRoundOfFlows },
        goal,
      }),
    ];
  },
};

const overHttp = async (few: Organisation, many: Organisation) => {
  const servers = [await few.start(), await many.start()];
  const measured = await withConnections(few.origin, width, (toFew) =>
    withConnections(many.origin, width, (toMany) => {
      const next = { few: peopleInTurn(few), many: peopleInTurn(many) };
      return inTurn(
        rounds,
        () => signInAll(toFew, next.few(perRound)),
        () => signInAll(toMany, next.many(perRound)),
      );
    }),
  );
  for (const server of servers) await server.stop();
  return measured;
};

const byFlows = async (few: Organisation, many: Organisation) => {
  await using partsOfFew = await openParts(few.environment);
  await using partsOfMany = await openParts(many.environment);
  const [inFew, inMany] = [new Flows(partsOfFew), new Flows(partsOfMany)];
  const next = { few: peopleInTurn(few), many: peopleInTurn(many) };
  return await inTurn(
    rounds,
    () => inFew.signInAll(width, next.few(perRoundOfFlows)),
    () => inMany.signInAll(width, next.many(perRoundOfFlows)),
  );
};

/** The next so many, and from the beginning again. */
const peopleInTurn = ({ people }: Organisation) => {
  let begin = 0;
  return (count: number) => {
    const taken = Array.from({ length: count }, (_, index) => people[(begin + index) % people.length]);
    begin += count;
    return taken.flatMap((person) => person ?? []);
  };
};
