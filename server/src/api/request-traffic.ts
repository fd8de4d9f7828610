import type { FastifyInstance } from 'fastify';
import type { Traffic } from '../ports/traffic.ts';

/** Milliseconds behind an answer that still count: a login is several requests, one right behind the other. */
const echo = 5;

/** Counts the requests that are under way. */
export class RequestTraffic implements Traffic {
  #open = 0;
  #lastAnswered = Number.NEGATIVE_INFINITY;

  isQuiet(): boolean {
    return this.#open === 0 && performance.now() - this.#lastAnswered > echo;
  }

  watch(app: FastifyInstance): void {
    app.addHook('onRequest', (_request, reply, done) => {
      this.#open += 1;
      // Whether it was answered or cut off.
      reply.raw.once('close', () => {
        this.#open -= 1;
        this.#lastAnswered = performance.now();
      });
      done();
    });
  }
}
