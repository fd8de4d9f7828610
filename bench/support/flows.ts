import { startSignIn } from '../../server/src/flows/sign-in/start.ts';
import { prove } from '../../server/src/flows/sign-in/steps.ts';
import { seconds } from '../../server/src/kernel/instant.ts';
import { atATime } from './load.ts';
import type { Parts } from './parts.ts';
import { type Person, password } from './person.ts';

const client = { address: '192.0.2.7', userAgent: 'bench' };

/** A sign-in whose password was right: its token, and the code that will complete it. */
interface Begun {
  readonly token: string;
  readonly code: string;
  /** Of the browser that the person always uses. */
  readonly browser: string;
}

const browserOf = ({ username }: Person): string => `browser-of-${username}`;

/**
 * The real flows of a sign-in, in this process; only the password's hash is not computed. Their clock stands still, and
 * can be put forward, so that the same people can be used again. The database remembers the latest time: nobody can sign
 * in on it by the clock on the wall afterwards.
 */
export class Flows {
  readonly #deps: Parts;
  #now = Date.now();

  constructor(parts: Parts) {
    this.#deps = {
      ...parts,
      clock: { now: () => this.#now },
      hasher: { ...parts.hasher, verify: async () => true },
    };
  }

  /** By two steps of TOTP: every code of before is over. */
  putClockForward(): void {
    this.#now += seconds(60);
  }

  async begin(person: Person): Promise<Begun> {
    const step = await startSignIn(this.#deps)(
      { username: person.username, password },
      client,
      browserOf(person),
    );
    if (step.signInToken === undefined) throw new Error(`the sign-in is ${step.state.state}`);
    return { token: step.signInToken, code: person.nextCode(this.#now), browser: browserOf(person) };
  }

  async prove({ token, code, browser }: Begun): Promise<void> {
    const { state } = await prove(this.#deps)(token, browser, { method: 'totp', code }, client.address);
    if (state.state !== 'complete') throw new Error(`the sign-in is ${state.state}`);
  }

  /** Begins a sign-in for each, then proves them all, `width` at a time. Milliseconds of each proof, and of all together. */
  async proveAll(
    width: number,
    people: readonly Person[],
  ): Promise<{ readonly each: readonly number[]; readonly all: number }> {
    this.putClockForward();
    const begun: Begun[] = [];
    await atATime(width, people, async (person) => begun.push(await this.begin(person)));
    const each: number[] = [];
    const all = await atATime(width, begun, async (signIn) => {
      const started = performance.now();
      await this.prove(signIn);
      each.push(performance.now() - started);
    });
    return { each, all };
  }

  /** Signs each in, from user name to session, `width` at a time; milliseconds in all. */
  async signInAll(width: number, people: readonly Person[]): Promise<number> {
    this.putClockForward();
    return atATime(width, people, async (person) => this.prove(await this.begin(person)));
  }
}
