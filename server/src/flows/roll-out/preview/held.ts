import type { Preview } from '@sallyport/contract/preview.ts';
import { type Instant, minutes } from '../../../kernel/instant.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Assessment } from './assess.ts';

/** What is known of a preview as soon as it is asked for. */
export type PreviewHead = Pick<Preview, 'id' | 'deadline' | 'warnings' | 'enrollAtActivation'>;

/** A preview while it is asked for: made, or still in the making. */
export interface HeldPreview {
  readonly head: PreviewHead;
  /** Users looked at so far. */
  progress: { readonly done: number; readonly total: number };
  /** Rejects with what the making failed with. */
  readonly assessment: Promise<Assessment>;
  /** Undefined while it is in the making. */
  finished: Assessment | undefined;
  failed: boolean;
}

/** Some minutes are enough to look through the people; a new one is made whenever a change is looked at again. */
export const keptFor = minutes(15);
/** A preview of a million people is some eight megabytes. */
const keptAtMost = 12;
/** Whoever asks for more gives up the oldest of their own, so that nobody pushes out what others look at. */
const keptOfOne = 3;

type Kept = HeldPreview & {
  readonly since: Instant;
  /** Who asked for it. */
  readonly by: string;
  readonly stop: AbortController;
};

/** The previews that this process made. Only what they were asked of is stored, so that others can make their own. */
export class HeldPreviews {
  readonly #held = new Map<string, Kept>();

  /** @param by who asks for it: a user, or a token of nobody */
  add(
    head: PreviewHead,
    by: string,
    total: number,
    now: Instant,
    make: (onProgress: (done: number) => void, signal: AbortSignal) => Promise<Assessment>,
  ): HeldPreview {
    this.#forgetOld(now);
    this.#makeRoom(by);
    const stop = new AbortController();
    const preview: Kept = {
      head,
      since: now,
      by,
      stop,
      progress: { done: 0, total },
      assessment: make((done) => {
        preview.progress = { done, total };
      }, stop.signal),
      finished: undefined,
      failed: false,
    };
    preview.assessment.then(
      (assessment) => {
        preview.finished = assessment;
        preview.progress = { done: total, total };
      },
      // Whoever asks for it is told why.
      () => {
        preview.failed = true;
      },
    );
    this.#held.set(head.id, preview);
    return preview;
  }

  byId(id: string, now: Instant): HeldPreview | undefined {
    this.#forgetOld(now);
    return this.#held.get(id);
  }

  #forgetOld(now: Instant): void {
    for (const [id, { since }] of this.#held)
      if (now - since > keptFor) this.#drop(id);
      else break;
  }

  /** Of whoever asks where they have as many as one may; else, where all is full, of whoever has most. */
  #makeRoom(by: string): void {
    const idsBy = Map.groupBy(this.#held.keys(), (id) => this.#held.get(id)?.by);
    const own = idsBy.get(by) ?? [];
    const [most = []] = [...idsBy.values()].toSorted((a, b) => b.length - a.length);
    const [oldest] = own.length >= keptOfOne ? own : this.#held.size >= keptAtMost ? most : [];
    if (oldest !== undefined) this.#drop(oldest);
  }

  #drop(id: string): void {
    this.#held
      .get(id)
      ?.stop.abort(new Refusal('not-found', 'This preview is not kept any more: ask for it again.'));
    this.#held.delete(id);
  }
}
