import { availableParallelism } from 'node:os';
import { argon2Hasher } from '../../server/src/methods/password/argon2.ts';
import { type Benchmark, figure } from '../support/figure.ts';
import { withConnections } from '../support/http-connection.ts';
import { atATime, inTurn } from '../support/load.ts';
import { password } from '../support/person.ts';
import { signInAll } from '../support/sign-ins.ts';

const width = 16;
const perRound = 400;
const rounds = 5;

/**
 * Whole sign-ins: user name and password, then a TOTP code, each by a user of their own; over HTTP, against a server
 * process on SQLite, every step durable. The one who asks is this process, on the same processors. Beside it, hashes
 * alone: the same function with the same parameters and threads, while the server rests.
 */
export const signIns: Benchmark = {
  figures: ['sign-ins'],
  async run(workbench) {
    const organisation = await workbench.organisation(4_000);
    const hasher = argon2Hasher({ threads: availableParallelism() });
    const hash = await hasher.hash(password);
    const hashes = Array.from({ length: perRound }, () => hash);
    const people = organisation.people.values();

    const server = await organisation.start();
    const measured = await withConnections(organisation.origin, width, (connections) =>
      inTurn(
        rounds,
        () => atATime(width, hashes, (stored) => hasher.verify(stored, password)),
        () => signInAll(connections, [...people.take(perRound)]),
      ),
    );
    await server.stop();
    return [
      figure({
        name: 'sign-ins',
        value: perSecond(measured.b),
        unit: '/s',
        reference: { what: 'argon2id hashes alone', value: perSecond(measured.a) },
        goal: { of: 'ratio', is: 'at least', bound: 0.9 },
      }),
    ];
  },
};

const perSecond = (milliseconds: number): number => (perRound / milliseconds) * 1000;
