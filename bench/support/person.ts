import { codeAt, stepAt } from '../../server/src/methods/totp/steps.ts';

/** One password for all: its hash is made once, and checking it costs the same. */
export const password = 'meadow copper violin thirty';

/** Seconds. */
const period = 30;
/** Before the end of a step, its predecessor's code is no longer sent: it would be late. Milliseconds. */
const haste = 1000;

/** A user with an authenticator app, which never shows a code that was used before. */
export class Person {
  readonly username: string;
  readonly #secret: string;
  #lastStep = 0;

  constructor(username: string, secret: string) {
    this.username = username;
    this.#secret = secret;
  }

  /** The earliest unused one that still counts, so that two can be used in the time of one. */
  nextCode(now: number): string {
    const present = stepAt(now, period);
    const previousCounts = stepAt(now + haste, period) === present;
    const step = Math.max(this.#lastStep + 1, previousCounts ? present - 1 : present);
    if (step > present)
      throw new Error(`${this.username} has used all codes of this moment: more people are needed`);
    this.#lastStep = step;
    return codeAt({ secret: this.#secret, algorithm: 'SHA1', digits: 6, period }, step);
  }
}
