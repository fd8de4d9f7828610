import type { Instant } from '../../kernel/instant.ts';
import { endOfDay } from './dates.ts';
import { letter, type Reader, type WriteLetter } from './letter.ts';

interface Deadline {
  readonly deadline: Instant;
}

const howTo = ({ origin, username }: Reader): string =>
  [
    'It takes about two minutes:',
    `1. Open ${origin}/ and sign in as ${username}.`,
    '2. Follow the steps to set up your second factor, e.g. an authenticator app on your phone.',
    '3. Keep the backup codes in a safe place, for the day your phone is not at hand.',
  ].join('\n');

/** N4: how long, and where to go. */
export const periodStarted: WriteLetter<Deadline> = (reader, { deadline }) => {
  const { organisation } = reader;
  return letter(reader, {
    kind: 'period-started',
    subject: `Set up two-factor authentication by ${endOfDay(deadline, organisation)}`,
    body: [
      `${organisation.name} requires two-factor authentication: besides your password, signing in asks for something that only you have. Nobody who merely learns your password gets in then.`,
      `You have until ${endOfDay(deadline, organisation)} to set it up. After that you cannot sign in to what requires it until an administrator lets you.`,
      howTo(reader),
    ],
  });
};

export const periodReminder: WriteLetter<Deadline & { readonly daysLeft: number }> = (
  reader,
  { deadline, daysLeft },
) => {
  const { organisation } = reader;
  const left = daysLeft === 1 ? '1 day' : `${daysLeft} days`;
  return letter(reader, {
    kind: 'period-reminder',
    subject: `${left} left to set up two-factor authentication`,
    body: [
      `You have not set up two-factor authentication yet, and ${left} of your time to do so ${daysLeft === 1 ? 'is' : 'are'} left: it ends at ${endOfDay(deadline, organisation)}. After that you cannot sign in to what requires it until an administrator lets you.`,
      howTo(reader),
    ],
  });
};

export const periodExpired: WriteLetter<Deadline> = (reader, { deadline }) =>
  letter(reader, {
    kind: 'period-expired',
    subject: 'Your time to set up two-factor authentication has ended',
    body: [
      `Your time to set up two-factor authentication ended at ${endOfDay(deadline, reader.organisation)}. You cannot sign in to what requires it any more.`,
      'To get in again, ask your help desk for a new enrollment period. They will make sure that it is you.',
    ],
  });

/** An administrator gave a new period. */
export const periodReset: WriteLetter<Deadline> = (reader, { deadline }) =>
  letter(reader, {
    kind: 'period-reset',
    subject: `You can set up two-factor authentication until ${endOfDay(deadline, reader.organisation)}`,
    body: [
      `An administrator has given you a new period to set up two-factor authentication. It ends at ${endOfDay(deadline, reader.organisation)}.`,
      howTo(reader),
      'If you did not ask for this, tell your help desk.',
    ],
  });
