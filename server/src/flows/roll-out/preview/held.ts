import type { Preview } from '@sallyport/contract/preview.ts';
import { type Instant, minutes } from '../../../kernel/instant.ts';
import type { Assessment } from './assess.ts';

/** What is known of a preview as soon as it is asked for. */
export type PreviewHead = Pick<Preview, 'id' | 'deadline' | 'warnings'>;

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
const keptFor = minutes(15);
/** A preview of a million people is some eight megabytes. */
const keptAtMost = 12;

/**
 * The previews of this process. They are not stored: what they say is as old as they are, and whoever asks another
 * process for one asks it to make its own.
 */
export class HeldPreviews {
  readonly #held = new Map<string, HeldPreview & { readonly since: Instant }>();

  add(
    head: PreviewHead,
    total: number,
    now: Instant,
    make: (onProgress: (done: number) => void) => Promise<Assessment>,
  ): HeldPreview {
    this.#forgetOld(now);
    const preview: HeldPreview & { since: Instant } = {
      head,
      since: now,
      progress: { done: 0, total },
      assessment: make((done) => {
        preview.progress = { done, total };
      }),
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
      if (now - since > keptFor || this.#held.size >= keptAtMost) this.#held.delete(id);
      else break;
  }
}
