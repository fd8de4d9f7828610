import type { Language } from '@sallyport/contract/vocabulary.ts';
import { type Letter, letter, type Reader } from './letter.ts';
import { builtInTexts } from './texts/built-in.ts';
import { type EditedTexts, textId } from './texts/edited.ts';
import type { MailKind, Template, ValuesOf } from './texts/kinds.ts';

/** As it is in force: edited, else built in. */
export const templateOf = (kind: MailKind, language: Language, edited: EditedTexts): Template =>
  edited.get(textId(kind, language)) ?? builtInTexts[language][kind];

/** One pass, so that what is filled in is never taken for a placeholder itself. */
const fill = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => values.get(name) ?? placeholder);

/** A mail of this kind, in the reader's language. @param secret what administrators must not see of it */
export const written = <K extends MailKind>(
  reader: Reader,
  kind: K,
  values: ValuesOf<K>,
  secret?: string,
): Letter => filled(reader, kind, templateOf(kind, reader.language, reader.texts), values, secret);

export const filled = (
  reader: Reader,
  kind: MailKind,
  { subject, body }: Template,
  values: Readonly<Record<string, string>>,
  secret?: string,
): Letter => {
  const all = new Map([
    ...Object.entries(values),
    ['name', reader.displayName],
    ['username', reader.username],
    ['organisation', reader.organisation.name],
    ['portal', reader.origin],
  ]);
  return letter(reader, {
    kind,
    subject: fill(subject, all).trim(),
    body: body.split(/\n{2,}/).map((paragraph) => fill(paragraph, all).trim()),
    ...(secret !== undefined && { secret }),
  });
};
