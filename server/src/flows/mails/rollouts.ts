import type { Instant } from '../../kernel/instant.ts';
import { dateAlone, endOfDay } from './dates.ts';
import { letter, type WriteLetter } from './letter.ts';
import { written } from './written.ts';

interface Announcement {
  readonly startsAt: Instant;
  readonly deadline: Instant;
  /** The rollout's own words; may be empty. */
  readonly instructions: string;
}

/** R10: before anything is asked of them. */
export const rolloutAnnouncement: WriteLetter<Announcement> = (
  reader,
  { startsAt, deadline, instructions },
) =>
  written(reader, 'rollout-announcement', {
    from: dateAlone(startsAt, reader.organisation, reader.language),
    deadline: endOfDay(deadline, reader.organisation, reader.language),
    instructions,
  });

interface Stopped {
  readonly id: string;
  readonly name: string;
  readonly because: string;
}

/** R13: to those who can do something about it. */
export const rolloutPaused: WriteLetter<Stopped> = (reader, { id, name, because }) =>
  letter(reader, {
    kind: 'rollout-paused',
    subject: `The rollout “${name}” has paused itself`,
    body: [
      `The rollout “${name}” has paused itself. ${because}`,
      'No further wave starts and none is announced until you resume it. What started waves require stays required; you can hold that as well.',
      `See who is affected, and decide:\n${reader.origin}/admin/rollouts/${id}`,
    ],
  });
