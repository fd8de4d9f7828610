import type { EnrollableMethod } from '../../policy/model.ts';
import { ifItWasNotYou, letter, type Reader, type WriteLetter } from './letter.ts';

interface About {
  readonly method: EnrollableMethod;
  /** As its owner calls it. */
  readonly name: string;
}

const called: Record<EnrollableMethod, string> = {
  totp: 'authenticator app',
  webauthn: 'security key or passkey',
};

const account = ({ origin, username }: Reader): string =>
  `You see and change what is set up for your account ${username} at ${origin}/account.`;

export const authenticatorAdded: WriteLetter<About> = (reader, { method, name }) =>
  letter(reader, {
    kind: 'authenticator-added',
    subject: 'A second factor was added to your account',
    body: [
      `The ${called[method]} “${name}” was added to your account as a second factor.`,
      account(reader),
      ifItWasNotYou,
    ],
  });

export const authenticatorRenewed: WriteLetter<About> = (reader, { method, name }) =>
  letter(reader, {
    kind: 'authenticator-renewed',
    subject: 'A second factor of your account was renewed',
    body: [
      `The ${called[method]} “${name}” was set up anew for your account. The one it replaces does not work any more.`,
      account(reader),
      ifItWasNotYou,
    ],
  });

export const authenticatorRemoved: WriteLetter<About> = (reader, { method, name }) =>
  letter(reader, {
    kind: 'authenticator-removed',
    subject: 'A second factor was removed from your account',
    body: [
      `The ${called[method]} “${name}” was removed from your account and does not work any more.`,
      account(reader),
      ifItWasNotYou,
    ],
  });

export const backupCodesRenewed: WriteLetter<Record<never, never>> = (reader) =>
  letter(reader, {
    kind: 'backup-codes-renewed',
    subject: 'You have new backup codes',
    body: [
      'New backup codes were made for your account. The ones you had before do not work any more.',
      account(reader),
      ifItWasNotYou,
    ],
  });

export const backupCodeUsed: WriteLetter<{ readonly left: number }> = (reader, { left }) =>
  letter(reader, {
    kind: 'backup-code-used',
    subject: 'A backup code was used to sign in to your account',
    body: [
      `One of your backup codes was used for your account, and works no more. ${left === 0 ? 'It was the last one: make new ones now.' : `You have ${left} left.`}`,
      account(reader),
      ifItWasNotYou,
    ],
  });

/** By an administrator. */
export const twoFactorReset: WriteLetter<Record<never, never>> = (reader) =>
  letter(reader, {
    kind: 'two-factor-reset',
    subject: 'Your two-factor authentication was reset',
    body: [
      'An administrator has reset your two-factor authentication: your authenticators and backup codes are void, and you are signed out everywhere.',
      `If you are asked for it at the next sign-in at ${reader.origin}/, set up your second factor again.`,
      'If you did not ask for this, tell your help desk at once: somebody may be pretending to be you.',
    ],
  });
