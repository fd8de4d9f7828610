import type { Language } from '@sallyport/contract/vocabulary.ts';
import type { Instant } from '../../kernel/instant.ts';
import { endOfDay } from './dates.ts';
import type { Reader, WriteLetter } from './letter.ts';
import { written } from './written.ts';

interface Deadline {
  readonly deadline: Instant;
}

interface Announced extends Deadline {
  /** Days by which the reader may move the deadline, once; none if not said (N13). */
  readonly snoozeDays?: number;
}

const days: Readonly<Record<Language, (count: number) => string>> = {
  en: (count) => (count === 1 ? '1 day' : `${count} days`),
  de: (count) => (count === 1 ? '1 Tag' : `${count} Tage`),
};

const byDays: Readonly<Record<Language, (count: number) => string>> = {
  en: (count) =>
    `If you cannot manage: in the last three days you can move this date once, by ${days.en(count)}, when you sign in.`,
  de: (count) =>
    `Falls es nicht reicht: In den letzten drei Tagen können Sie den Termin beim Anmelden einmal um ${days.de(count)} verschieben.`,
};

const until = ({ organisation, language }: Reader, { deadline }: Deadline) => ({
  deadline: endOfDay(deadline, organisation, language),
});

const announced = (reader: Reader, about: Announced) => ({
  ...until(reader, about),
  snooze: about.snoozeDays ? byDays[reader.language](about.snoozeDays) : '',
});

/** N4: how long, and where to go. */
export const periodStarted: WriteLetter<Announced> = (reader, about) =>
  written(reader, 'period-started', announced(reader, about));

export const periodReminder: WriteLetter<Announced & { readonly daysLeft: number }> = (reader, about) =>
  written(reader, 'period-reminder', {
    ...announced(reader, about),
    timeLeft: days[reader.language](about.daysLeft),
  });

export const periodExpired: WriteLetter<Deadline> = (reader, about) =>
  written(reader, 'period-expired', until(reader, about));

/** An administrator gave a new period. */
export const periodReset: WriteLetter<Announced> = (reader, about) =>
  written(reader, 'period-reset', announced(reader, about));

/** So that it does not run out during leave (A17). */
export const periodMoved: WriteLetter<Announced> = (reader, about) =>
  written(reader, 'period-moved', announced(reader, about));

/** By the user (N13). */
export const periodSnoozed: WriteLetter<Deadline> = (reader, about) =>
  written(reader, 'period-snoozed', until(reader, about));
