import { expect, test } from 'vitest';
import { exampleSettings } from '../../../../test/support/method-context.ts';
import * as account from './account.ts';
import * as authenticators from './authenticators.ts';
import type { Reader } from './letter.ts';
import * as periods from './periods.ts';
import { builtInTexts } from './texts/built-in.ts';
import { faultsOf } from './texts/check.ts';
import { type MailKind, mailKinds } from './texts/kinds.ts';

const reader: Reader = {
  displayName: 'Anna Ørsted',
  username: 'anna',
  organisation: exampleSettings.organisation,
  origin: 'https://login.example.org',
  language: 'en',
  texts: new Map(),
};
/** The end of Friday in Berlin, as rule 3 rounds it. */
const deadline = Date.UTC(2026, 10, 27, 23);
const link = { url: 'https://login.example.org/activate#c2VjcmV0', expiresAt: Date.UTC(2026, 10, 23, 12, 5) };
const phone = { method: 'totp', name: 'Anna’s phone' } as const;

const writtenTo = (reader: Reader) => [
  account.activation(reader, link),
  account.passwordResetLink(reader, link),
  account.passwordChanged(reader, {}),
  account.emailChanged(reader, { email: 'anna@example.net' }),
  account.testMail(reader, {}),
  authenticators.authenticatorAdded(reader, { ...phone, others: true }),
  authenticators.authenticatorRenewed(reader, phone),
  authenticators.authenticatorRemoved(reader, { method: 'webauthn', name: 'Blue key' }),
  authenticators.backupCodesRenewed(reader, {}),
  authenticators.backupCodeUsed(reader, { left: 3 }),
  authenticators.twoFactorReset(reader, {}),
  authenticators.accessCodeMade(reader, link),
  authenticators.accessCodeUsed(reader, {}),
  authenticators.checkUpDue(reader, {}),
  periods.periodStarted(reader, { deadline }),
  periods.periodReminder(reader, { deadline, daysLeft: 3 }),
  periods.periodExpired(reader, { deadline }),
  periods.periodReset(reader, { deadline }),
  periods.periodMoved(reader, { deadline }),
  periods.periodSnoozed(reader, { deadline }),
];

const all = writtenTo(reader);

test.each(all)('“$subject” greets its reader, and says whom to ask', ({ text, subject }) => {
  expect(text).toMatch(/^Hello Anna Ørsted,\n\n/);
  expect(text).toContain('Room 12, phone 4711');
  expect(subject).not.toContain('\n');
  expect(text).not.toMatch(/undefined|\[object|\n\n\n/);
});

test('every mail is of a kind of its own', () => {
  expect(new Set(all.map(({ kind }) => kind)).size).toBe(all.length);
});

test('what can be shown to administrators holds no one-time link', () => {
  for (const { text, redactedText } of all)
    expect(redactedText).toBe(text.replaceAll(link.url, '[one-time link, not shown]'));
  expect(all.filter(({ text }) => text.includes(link.url)).map(({ kind }) => kind)).toEqual([
    'activation',
    'password-reset',
  ]);
});

test('a link says until when it works, in the time zone of the organisation', () => {
  expect(account.activation(reader, link).text).toContain(
    'until Monday, 23 November 2026, 13:05 (Europe/Berlin)',
  );
});

test('a period’s mail names its last day, says how to enroll and where', () => {
  const { text, subject } = periods.periodStarted(reader, { deadline });
  expect(subject).toBe(
    'Set up two-factor authentication by the end of Friday, 27 November 2026 (Europe/Berlin)',
  );
  expect(text).toContain('Open https://login.example.org/ and sign in as anna.');
});

test('reminders count the days', () => {
  expect(periods.periodReminder(reader, { deadline, daysLeft: 3 }).subject).toMatch(/^3 days left/);
  expect(periods.periodReminder(reader, { deadline, daysLeft: 1 }).subject).toMatch(/^1 day left/);
});

test('the last backup code used asks for new ones', () => {
  expect(authenticators.backupCodeUsed(reader, { left: 3 }).text).toContain('You have 3 left.');
  expect(authenticators.backupCodeUsed(reader, { left: 0 }).text).toContain('make new ones now');
});

test('an organisation without a help desk promises none', () => {
  const nobody = { ...reader, organisation: { ...reader.organisation, helpDesk: '' } };
  expect(account.testMail(nobody, {}).text).not.toContain('help desk');
});

test('in German every mail has its own words, and fills in the same placeholders', () => {
  const german = writtenTo({ ...reader, language: 'de' });
  for (const { text, subject } of german) {
    expect(text).toMatch(/^Guten Tag Anna Ørsted,\n\n/);
    expect(`${subject}${text}`).not.toMatch(/[{}]|undefined|\n\n\n/);
    expect(text).toContain('Room 12, phone 4711');
  }
  expect(german.map(({ subject }) => subject)).not.toEqual(
    expect.arrayContaining(all.map(({ subject }) => subject).filter((subject) => subject !== 'Test mail')),
  );
  const started = periods.periodStarted({ ...reader, language: 'de' }, { deadline });
  expect(started.subject).toContain('Freitag, 27. November 2026, 24 Uhr (Europe/Berlin)');
});

test('every mail about a deadline says that it can be moved, while it can', () => {
  const about = { deadline, snoozeDays: 3 };
  for (const write of [periods.periodStarted, periods.periodReset, periods.periodMoved])
    expect(write(reader, about).text).toContain('move this date once, by 3 days');
  expect(periods.periodReminder(reader, { ...about, daysLeft: 1 }).text).toContain('by 3 days');
  expect(periods.periodStarted(reader, { deadline, snoozeDays: 0 }).text).not.toContain('move this date');
});

test('an edited text is written as it is, and what is filled in is never filled in again', () => {
  const edited = { kind: 'password-changed', language: 'en', changedAt: 0 };
  const texts = new Map([
    ['password-changed.en', { ...edited, subject: 'Hi {username}', body: 'Dear {name}, {nobody}' }],
  ]);
  const curly = { ...reader, displayName: '{username}', texts };
  const { subject, text } = account.passwordChanged(curly, {});
  expect(subject).toBe('Hi anna');
  expect(text).toContain('Dear {username}, {nobody}');
});

test('the built-in texts pass the check that edited ones have to pass', () => {
  for (const [language, texts] of Object.entries(builtInTexts))
    for (const kind of Object.keys(mailKinds) as MailKind[])
      expect(faultsOf(kind, texts[kind]), `${language} ${kind}`).toEqual([]);
});

test('an edited text needs its link, has no unknown placeholder, and no link in its subject', () => {
  expect(faultsOf('activation', { subject: '{link}', body: 'Hello {nobody}' })).toEqual([
    { field: 'body', message: expect.stringContaining('has {nobody}; there are {link}') },
    { field: 'body', message: 'must have {link}' },
    { field: 'subject', message: expect.stringContaining('cannot have {link}') },
  ]);
});

test.each([
  'https://evil.example/?from={link}',
  'Open {link}.evil.example',
  '{link}{link}',
  '<{link}>',
  'Open {link} or https://evil.example/{link}',
])('a text cannot make another address of the one-time link: %s', (body) => {
  expect(faultsOf('activation', { subject: 'x', body })).toEqual([
    { field: 'body', message: expect.stringContaining('by itself') },
  ]);
});

test('a one-time link stands by itself, within a line or on its own', () => {
  for (const body of ['{link}', 'Open {link} now', 'Open:\n{link}\n\nBye'])
    expect(faultsOf('activation', { subject: 'x', body })).toEqual([]);
});
