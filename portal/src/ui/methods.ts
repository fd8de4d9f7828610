import type { EnrollableMethod, MethodKind } from '@sallyport/contract/vocabulary.ts';

/** How people call the methods. */
export const methodNames: Readonly<Record<MethodKind, string>> = {
  totp: 'Authenticator app',
  webauthn: 'Passkey or security key',
  'backup-code': 'Backup code',
  'temporary-access-code': 'Temporary access code',
};

/** One line for those who choose what to set up. */
export const enrollmentHints: Readonly<Record<EnrollableMethod, string>> = {
  totp: 'An app on your phone shows a new code every few seconds. Works offline, with any authenticator app.',
  webauthn:
    'Your fingerprint, face or device PIN, or a key you plug in. The best protection against fake sign-in pages.',
};
