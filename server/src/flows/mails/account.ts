import type { Instant } from '../../kernel/instant.ts';
import { dateAndTime } from './dates.ts';
import type { Reader, WriteLetter } from './letter.ts';
import { written } from './written.ts';

interface OneTimeLink {
  readonly url: string;
  readonly expiresAt: Instant;
}

const linkValues = ({ organisation, language }: Reader, { url, expiresAt }: OneTimeLink) => ({
  link: url,
  until: dateAndTime(expiresAt, organisation, language),
});

export const activation: WriteLetter<OneTimeLink> = (reader, link) =>
  written(reader, 'activation', linkValues(reader, link), link.url);

export const passwordResetLink: WriteLetter<OneTimeLink> = (reader, link) =>
  written(reader, 'password-reset', linkValues(reader, link), link.url);

export const passwordChanged: WriteLetter<Record<never, never>> = (reader) =>
  written(reader, 'password-changed', {});

/** Goes to the old address. */
export const emailChanged: WriteLetter<{ readonly email: string }> = (reader, { email }) =>
  written(reader, 'email-changed', { email });

/** To any address, at an administrator's wish. */
export const testMail: WriteLetter<Record<never, never>> = (reader) => written(reader, 'test', {});
