/** Chance that can be repeated: the same seed throws the same dice. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, not including, 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer from 0 up to, not including, `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }

  one<T>(all: readonly [T, ...T[]]): T {
    return all[this.below(all.length)] ?? all[0];
  }

  /** Some of them, in no order; all where there are not so many. */
  some<T>(count: number, all: readonly T[]): T[] {
    const left = [...all];
    const found: T[] = [];
    while (found.length < count && left.length > 0) {
      const place = this.below(left.length);
      const last = left.pop();
      const taken = place < left.length ? left[place] : last;
      if (place < left.length && last !== undefined) left[place] = last;
      if (taken !== undefined) found.push(taken);
    }
    return found;
  }
}
