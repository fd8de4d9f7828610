import type { FactClass } from './fact-classes.ts';
import { type Outcome, outcomeOf, type Reckoning } from './outcome.ts';

/** The outcome of every class, reckoned once; most classes share theirs with others. */
export class Outcomes {
  readonly all: Outcome[] = [];
  readonly #reckoning: Reckoning;
  readonly #ofClass: number[] = [];
  readonly #byContent = new Map<string, number>();

  constructor(reckoning: Reckoning) {
    this.#reckoning = reckoning;
  }

  /** Which of `all` it is; -1 where the change does not concern them. */
  of(index: number, known: FactClass): number {
    const reckoned = this.#ofClass[index];
    if (reckoned !== undefined) return reckoned;
    const outcome = outcomeOf(known, this.#reckoning);
    const place = outcome === undefined ? -1 : this.#placeOf(outcome);
    this.#ofClass[index] = place;
    return place;
  }

  #placeOf(outcome: Outcome): number {
    const content = JSON.stringify(outcome);
    const place = this.#byContent.get(content) ?? this.all.push(outcome) - 1;
    this.#byContent.set(content, place);
    return place;
  }
}
