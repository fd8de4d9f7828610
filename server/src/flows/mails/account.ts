import type { Instant } from '../../kernel/instant.ts';
import { dateAndTime } from './dates.ts';
import { ifItWasNotYou, letter, type WriteLetter } from './letter.ts';

interface OneTimeLink {
  readonly url: string;
  readonly expiresAt: Instant;
}

export const activation: WriteLetter<OneTimeLink> = (reader, { url, expiresAt }) =>
  letter(reader, {
    kind: 'activation',
    subject: `Activate your account at ${reader.organisation.name}`,
    secret: url,
    body: [
      `An account was made for you at ${reader.organisation.name}. Your user name is ${reader.username}.`,
      `Open this link to choose a password and activate it:\n${url}`,
      `The link works once, until ${dateAndTime(expiresAt, reader.organisation)}. Give it to nobody.`,
      'If you do not know what this is about, ask your help desk before you open it.',
    ],
  });

export const passwordResetLink: WriteLetter<OneTimeLink> = (reader, { url, expiresAt }) =>
  letter(reader, {
    kind: 'password-reset',
    subject: 'Choose a new password',
    secret: url,
    body: [
      `Somebody, hopefully you, asked for a new password for the account ${reader.username}. Open this link to choose one:\n${url}`,
      `The link works once, until ${dateAndTime(expiresAt, reader.organisation)}. Give it to nobody. Your second factor will be asked as always.`,
      'If you did not ask for it, do nothing: your password stays as it is.',
    ],
  });

export const passwordChanged: WriteLetter<Record<never, never>> = (reader) =>
  letter(reader, {
    kind: 'password-changed',
    subject: 'Your password was changed',
    body: [`The password of your account ${reader.username} was changed.`, ifItWasNotYou],
  });

/** Goes to the old address. */
export const emailChanged: WriteLetter<{ readonly email: string }> = (reader, { email }) =>
  letter(reader, {
    kind: 'email-changed',
    subject: 'The e-mail address of your account was changed',
    body: [
      `Mail about your account ${reader.username} goes to ${email} from now on, and no more to this address.`,
      'If you do not know of this, tell your help desk at once.',
    ],
  });

/** To any address, at an administrator's wish. */
export const testMail: WriteLetter<Record<never, never>> = (reader) =>
  letter(reader, {
    kind: 'test',
    subject: 'Test mail',
    body: [`Mail from ${reader.origin}/ arrives. There is nothing to do.`],
  });
