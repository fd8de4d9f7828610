import type { Instant } from '../../kernel/instant.ts';
import { dateAndTime } from './dates.ts';
import { letter, type Reader, type WriteLetter } from './letter.ts';

interface About {
  /** The user name of who is exempt. */
  readonly exempt: string;
  readonly reason: string;
  readonly until: Instant;
}

const page = ({ origin }: Reader): string => `${origin}/admin/exemptions`;

/** To its owner, who answers for it from now on. */
export const exemptionGranted: WriteLetter<About & { readonly by: string }> = (reader, about) =>
  letter(reader, {
    kind: 'exemption-granted',
    subject: `You answer for the exemption of ${about.exempt}`,
    body: [
      `${about.by} has exempted the account ${about.exempt} from two-factor authentication until ${dateAndTime(about.until, reader.organisation)}, and named you as the one who answers for it. The reason:\n${about.reason}`,
      'Until then its password alone lets people in where nothing else is required. You will be reminded before the exemption ends.',
    ],
  });

/** As `exemptionGranted`, for all that one act on many exempts. */
export const exemptionsGranted: WriteLetter<
  Omit<About, 'exempt'> & { readonly by: string; readonly count: number }
> = (reader, { by, count, reason, until }) =>
  letter(reader, {
    kind: 'exemption-granted',
    subject: 'You answer for the exemptions of several accounts',
    body: [
      `${by} exempts up to ${count} accounts in one act from two-factor authentication until ${dateAndTime(until, reader.organisation)}, and named you as the one who answers for them. The reason:\n${reason}`,
      `Until then their passwords alone let people in where nothing else is required. You will be reminded before the exemptions end. Which accounts they are:\n${page(reader)}`,
    ],
  });

export const exemptionEnding: WriteLetter<About & { readonly days: number }> = (reader, about) =>
  letter(reader, {
    kind: 'exemption-ending',
    subject: `The exemption of ${about.exempt} ends in ${about.days === 1 ? '1 day' : `${about.days} days`}`,
    body: [
      `The account ${about.exempt}, for which you answer, is exempt from two-factor authentication until ${dateAndTime(about.until, reader.organisation)}. The reason given was:\n${about.reason}`,
      `After that it has to set up a second factor like everybody else; its enrollment periods start then. If the reason still holds, ask an administrator for a new exemption:\n${page(reader)}`,
    ],
  });

export const exemptionEnded: WriteLetter<About> = (reader, about) =>
  letter(reader, {
    kind: 'exemption-ended',
    subject: `The exemption of ${about.exempt} has ended`,
    body: [
      `The account ${about.exempt}, for which you answered, is no longer exempt from two-factor authentication: since ${dateAndTime(about.until, reader.organisation)} what is required of everybody else is required of it, and its enrollment periods have started.`,
    ],
  });

/** To owners and administrators, at every sign-in: a break-glass account is used seldom, and everybody wants to know. */
export const exemptSignIn: WriteLetter<{
  readonly exempt: string;
  readonly at: Instant;
  readonly address: string;
}> = (reader, { exempt, at, address }) =>
  letter(reader, {
    kind: 'exempt-sign-in',
    subject: `Somebody signed in as ${exempt}, which is exempt from two-factor authentication`,
    body: [
      `The account ${exempt} was signed in to on ${dateAndTime(at, reader.organisation)}, from ${address}.`,
      `If nobody should have used it, suspend it, and change its password:\n${reader.origin}/admin/users`,
    ],
  });
