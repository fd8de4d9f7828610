import { expect, test } from 'vitest';
import { aboutInWords, actorName, detailInWords, fieldName, kindInWords } from './event-words.ts';

test('a kind of event reads as a phrase', () => {
  expect(kindInWords('sign-in.completed')).toBe('Sign-in completed');
  expect(kindInWords('two-factor.reset')).toBe('2FA reset');
  expect(kindInWords('activation-link.created')).toBe('Activation link created');
});

test('an actor is called by name, and by kind where the name alone would mislead', () => {
  expect(actorName({ kind: 'user', id: '1', name: 'ada' })).toBe('ada');
  expect(actorName({ kind: 'token', id: '1', name: 'HR sync' })).toBe('HR sync (an API token)');
  expect(actorName({ kind: 'system' })).toBe('Sallyport itself');
});

test('details of any shape fit on a line, in words', () => {
  expect(detailInWords('totp')).toBe('Authenticator app');
  expect(detailInWords(['totp', 'webauthn'])).toContain(', ');
  expect(detailInWords('exempt')).toBe('Exempting somebody');
  expect(detailInWords('')).toBe('–');
  expect(detailInWords(false)).toBe('no');
  expect(detailInWords('2027-02-20T23:59:59.000Z')).not.toContain('T23');
  expect(detailInWords({ from: 1, to: [2] })).toBe('{"from":1,"to":[2]}');
});

test('fields are named for people', () => {
  expect(fieldName('identityVerifiedBy')).toBe('Identity verified by');
  expect(fieldName('mail.smtp.host')).toBe('Mail: Smtp: Host');
});

test('an entry says what was approved, and which settings were changed', () => {
  const event = {
    seq: 1,
    at: '2026-11-21T12:00:00Z',
    actor: { kind: 'user', id: '1', name: 'anton' },
    hash: '',
  } as const;
  const approved = {
    ...event,
    kind: 'approval.approved',
    subject: { kind: 'approval', id: '01a2' },
    details: { act: 'read-exports' },
  } as const;
  expect(aboutInWords(approved)).toBe('Reading exports');
  const changed = {
    ...event,
    kind: 'settings.changed',
    subject: { kind: 'settings', id: 'organisation' },
    details: { fields: ['mail.smtp', 'mail.from', 'signIn.snoozeDays'] },
  } as const;
  expect(aboutInWords({ ...changed, details: { fields: [...changed.details.fields] } })).toBe(
    'Mail and Signing in',
  );
  expect(aboutInWords({ ...changed, details: {}, subject: { kind: 'user', id: '1' } })).toBeUndefined();
});
