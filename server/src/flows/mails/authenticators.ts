import type { Language } from '@sallyport/contract/vocabulary.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { EnrollableMethod } from '../../policy/model.ts';
import { dateAndTime } from './dates.ts';
import type { WriteLetter } from './letter.ts';
import { written } from './written.ts';

interface About {
  readonly method: EnrollableMethod;
  /** As its owner calls it. */
  readonly name: string;
}

const called: Readonly<Record<Language, Readonly<Record<EnrollableMethod, string>>>> = {
  en: { totp: 'authenticator app', webauthn: 'security key or passkey' },
  de: { totp: 'Authenticator-App', webauthn: 'Sicherheitsschlüssel oder Passkey' },
};

const values = (language: Language, { method, name }: About) => ({
  method: called[language][method],
  device: name,
});

const stillWork: Readonly<Record<Language, (origin: string) => string>> = {
  en: (origin) =>
    `What you had set up before still works. If it is lost or was stolen, remove it at ${origin}/account.`,
  de: (origin) =>
    `Was Sie vorher eingerichtet hatten, gilt weiterhin. Ist es verloren oder gestohlen, entfernen Sie es unter ${origin}/account.`,
};

/** `others`: something else is set up as well. */
export const authenticatorAdded: WriteLetter<About & { readonly others: boolean }> = (reader, about) =>
  written(reader, 'authenticator-added', {
    ...values(reader.language, about),
    others: about.others ? stillWork[reader.language](reader.origin) : '',
  });

export const authenticatorRenewed: WriteLetter<About> = (reader, about) =>
  written(reader, 'authenticator-renewed', values(reader.language, about));

export const authenticatorRemoved: WriteLetter<About> = (reader, about) =>
  written(reader, 'authenticator-removed', values(reader.language, about));

export const backupCodesRenewed: WriteLetter<Record<never, never>> = (reader) =>
  written(reader, 'backup-codes-renewed', {});

const codesLeft: Readonly<Record<Language, (left: number) => string>> = {
  en: (left) => (left === 0 ? 'It was the last one: make new ones now.' : `You have ${left} left.`),
  de: (left) => (left === 0 ? 'Es war der letzte: Erzeugen Sie jetzt neue.' : `Sie haben noch ${left}.`),
};

export const backupCodeUsed: WriteLetter<{ readonly left: number }> = (reader, { left }) =>
  written(reader, 'backup-code-used', { left: codesLeft[reader.language](left) });

/** By an administrator. */
export const twoFactorReset: WriteLetter<Record<never, never>> = (reader) =>
  written(reader, 'two-factor-reset', {});

/** By an administrator; the code itself is in no mail. */
export const accessCodeMade: WriteLetter<{ readonly expiresAt: Instant }> = (reader, { expiresAt }) =>
  written(reader, 'access-code-made', {
    until: dateAndTime(expiresAt, reader.organisation, reader.language),
  });

export const accessCodeUsed: WriteLetter<Record<never, never>> = (reader) =>
  written(reader, 'access-code-used', {});

/** N12: is all that was set up some weeks ago still at hand? */
export const checkUpDue: WriteLetter<Record<never, never>> = (reader) => written(reader, 'check-up', {});
