import { PreviewCategory, type PreviewChange } from '@sallyport/contract/preview.ts';
import { listPreviewPeople, previewChange } from '../../../server/src/flows/roll-out/preview/preview.ts';
import { asId, type UserId } from '../../../server/src/kernel/ids.ts';
import type { Instant } from '../../../server/src/kernel/instant.ts';
import { admin, type House } from '../administration.ts';
import type { Met } from './met.ts';

interface Expected extends Met {
  readonly lockedOutFrom: Instant | undefined;
  /** Which preview said so. */
  readonly source: string;
}

/** What previews have said of people, as long as nothing happened to them since. */
export class Forecast {
  readonly #expected = new Map<UserId, Expected>();
  readonly #foretold = new Map<UserId, Set<Instant>>();

  /** Asks for the preview of a change and keeps all it says of everybody whom it lists; how many those are. */
  async preview(house: House, change: PreviewChange, source: string): Promise<number> {
    const now = house.clock.now();
    const { id, refusals } = await previewChange(house)(admin, change);
    let listed = 0;
    for (const category of PreviewCategory.options)
      for await (const person of listOf(house, id, category)) {
        listed++;
        const lockedOutFrom = asInstant(person.lockedOutFrom);
        const deadline = asInstant(person.deadline);
        const user = asId<UserId>(person.id);
        this.#expected.set(user, {
          category,
          lockedOutFrom,
          source,
          ...(deadline !== undefined && { deadline }),
        });
        if (category === 'locked-out') this.#foretell(user, now);
        if (lockedOutFrom !== undefined) this.#foretell(user, lockedOutFrom);
      }
    if (refusals.length > 0) throw new Error(`${source} would be refused: ${JSON.stringify(refusals)}`);
    return listed;
  }

  /** What they will meet with at `now`, and which preview said so; undefined where no preview that still holds told. */
  of(user: UserId, now: Instant): (Met & { readonly source: string }) | undefined {
    const expected = this.#expected.get(user);
    if (expected === undefined || expected.category === 'not-activated') return undefined;
    const { source, category, deadline, lockedOutFrom } = expected;
    if (lockedOutFrom !== undefined && lockedOutFrom <= now) return { source, category: 'locked-out' };
    if (category === 'no-longer-asked') return { source, category: 'unaffected' };
    return {
      source,
      category,
      ...(category === 'enroll-by-deadline' && deadline !== undefined && { deadline }),
    };
  }

  /** Something happened to them that no preview was about. */
  forget(user: UserId): void {
    this.#expected.delete(user);
  }

  /** Whether a preview said that they would be locked out, at some instant from `since` on up to `until`. */
  hasForetold(user: UserId, since: Instant, until: Instant): boolean {
    return [...(this.#foretold.get(user) ?? [])].some((at) => at > since && at <= until);
  }

  #foretell(user: UserId, at: Instant): void {
    const known = this.#foretold.get(user);
    if (known === undefined) this.#foretold.set(user, new Set([at]));
    else known.add(at);
  }
}

async function* listOf(house: House, id: string, category: PreviewCategory) {
  let cursor: string | undefined;
  do {
    const query = { category, limit: 1000, ...(cursor !== undefined && { cursor }) };
    const page = await listPreviewPeople(house)(id, query);
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

const asInstant = (time: string | undefined): Instant | undefined =>
  time === undefined ? undefined : Date.parse(time);
