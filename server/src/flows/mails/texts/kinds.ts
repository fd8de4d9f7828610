import type { Language } from '@sallyport/contract/vocabulary.ts';

/** What is filled in where `{its name}` stands. */
export interface Placeholder {
  readonly meaning: string;
  /** For previews. */
  readonly sample: string | Readonly<Record<Language, string>>;
  /** A mail without it would not do its work. */
  readonly required?: true;
}

/** In every mail. */
const commonPlaceholders = {
  name: { meaning: 'Full name of the reader', sample: 'Anna Ørsted' },
  username: { meaning: 'User name of the reader', sample: 'anna' },
  organisation: { meaning: 'Name of the organisation', sample: 'Example Ltd' },
  portal: { meaning: 'Address of this portal', sample: 'https://login.example.org' },
} as const satisfies Readonly<Record<string, Placeholder>>;

const link: Placeholder = {
  meaning: 'The one-time link',
  sample: 'https://login.example.org/…#…',
  required: true,
};
const until: Placeholder = {
  meaning: 'Until when it works',
  sample: {
    en: 'Friday, 27 November 2026, 14:05 (Europe/Berlin)',
    de: 'Freitag, 27. November 2026, 14:05 Uhr (Europe/Berlin)',
  },
};
const deadline: Placeholder = {
  meaning: 'The end of the last day',
  sample: {
    en: 'the end of Friday, 27 November 2026 (Europe/Berlin)',
    de: 'Freitag, 27. November 2026, 24 Uhr (Europe/Berlin)',
  },
  required: true,
};
const snooze: Placeholder = {
  meaning: 'How to move the deadline once, while that is possible; else nothing',
  sample: {
    en: 'If you cannot manage: in the last three days you can move this date once, by 3 days, when you sign in.',
    de: 'Falls es nicht reicht: In den letzten drei Tagen können Sie den Termin beim Anmelden einmal um 3 Tage verschieben.',
  },
};
const method: Placeholder = {
  meaning: 'What kind of second factor',
  sample: { en: 'authenticator app', de: 'Authenticator-App' },
};
const device: Placeholder = { meaning: 'As its owner calls it', sample: 'Anna’s phone' };

interface Kind {
  /** When it is sent, in one phrase. */
  readonly occasion: string;
  readonly placeholders: Readonly<Record<string, Placeholder>>;
}

/** Every mail that can be edited. */
export const mailKinds = {
  activation: { occasion: 'An account was made', placeholders: { link, until } },
  'password-reset': { occasion: 'Somebody asked for a new password', placeholders: { link, until } },
  'password-changed': { occasion: 'The password was changed', placeholders: {} },
  'email-changed': {
    occasion: 'The e-mail address was changed; to the old one',
    placeholders: { email: { meaning: 'The new address', sample: 'anna@example.net' } },
  },
  'authenticator-added': {
    occasion: 'A second factor was set up',
    placeholders: {
      method,
      device,
      others: {
        meaning: 'That what was set up before still works, as a sentence; nothing where there is none',
        sample: {
          en: 'What you had set up before still works. If it is lost or was stolen, remove it at https://login.example.org/account.',
          de: 'Was Sie vorher eingerichtet hatten, gilt weiterhin. Ist es verloren oder gestohlen, entfernen Sie es unter https://login.example.org/account.',
        },
      },
    },
  },
  'authenticator-renewed': {
    occasion: 'A second factor was set up anew',
    placeholders: { method, device },
  },
  'authenticator-removed': {
    occasion: 'A second factor was removed',
    placeholders: { method, device },
  },
  'backup-codes-renewed': { occasion: 'New backup codes were made', placeholders: {} },
  'backup-code-used': {
    occasion: 'Somebody signed in with a backup code',
    placeholders: {
      left: {
        meaning: 'How many are left, as a sentence',
        sample: { en: 'You have 3 left.', de: 'Sie haben noch 3.' },
      },
    },
  },
  'two-factor-reset': { occasion: 'An administrator reset 2FA', placeholders: {} },
  'access-code-made': { occasion: 'A temporary access code was made', placeholders: { until } },
  'access-code-used': { occasion: 'Somebody signed in with a temporary access code', placeholders: {} },
  'rollout-announcement': {
    occasion: 'A rollout announces its next wave',
    placeholders: {
      from: {
        meaning: 'The day it starts',
        sample: { en: 'Monday, 30 November 2026', de: 'Montag, 30. November 2026' },
        required: true,
      },
      deadline,
      instructions: {
        meaning: 'The rollout’s own words; may be nothing',
        sample: {
          en: 'Bring your phone to the canteen on Tuesday.',
          de: 'Bringen Sie am Dienstag Ihr Telefon in die Kantine mit.',
        },
        required: true,
      },
    },
  },
  'period-started': { occasion: 'An enrollment period starts', placeholders: { deadline, snooze } },
  'period-reminder': {
    occasion: '3 days and 1 day before the deadline',
    placeholders: {
      deadline,
      timeLeft: { meaning: 'How long is left', sample: { en: '3 days', de: '3 Tage' } },
      snooze,
    },
  },
  'period-expired': { occasion: 'The deadline has passed', placeholders: { deadline } },
  'period-reset': {
    occasion: 'An administrator gave a new enrollment period',
    placeholders: { deadline, snooze },
  },
  'period-moved': {
    occasion: 'The deadline was moved because of leave',
    placeholders: { deadline, snooze },
  },
  'period-snoozed': { occasion: 'The user moved the deadline', placeholders: { deadline } },
  'check-up': { occasion: 'Some weeks after setting up 2FA', placeholders: {} },
  test: { occasion: 'A test of the mail server', placeholders: {} },
} as const satisfies Readonly<Record<string, Kind>>;

export type MailKind = keyof typeof mailKinds;

/** A value for every placeholder of a kind; those common to all are known from the reader. */
export type ValuesOf<K extends MailKind> = Readonly<
  Record<keyof (typeof mailKinds)[K]['placeholders'], string>
>;

/** What one kind says in one language, before it is filled in. */
export interface Template {
  readonly subject: string;
  /** Paragraphs with an empty line between them; one that comes out empty is left out. */
  readonly body: string;
}

export const placeholdersOf = (kind: MailKind): ReadonlyMap<string, Placeholder> =>
  new Map<string, Placeholder>([
    ...Object.entries<Placeholder>(mailKinds[kind].placeholders),
    ...Object.entries<Placeholder>(commonPlaceholders),
  ]);
