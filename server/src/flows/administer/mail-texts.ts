import type {
  EditMailText,
  MailTextPreview,
  MailText as MailTextView,
} from '@sallyport/contract/mail-texts.ts';
import { Language } from '@sallyport/contract/vocabulary.ts';
import type { z } from 'zod';
import { isoTime } from '../../kernel/instant.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Administrator } from '../caller.ts';
import { builtInTexts } from '../mails/texts/built-in.ts';
import { faultsOf } from '../mails/texts/check.ts';
import { type EditedTexts, textId } from '../mails/texts/edited.ts';
import { type MailKind, mailKinds, placeholdersOf } from '../mails/texts/kinds.ts';
import { filled, templateOf } from '../mails/written.ts';
import { type Act, act, type Look } from './act.ts';

interface Which {
  readonly kind: MailKind;
  readonly language: Language;
}

const kinds = Object.keys(mailKinds) as MailKind[];

/** Every text in every language, in the order of the table of kinds. */
export const listMailTexts =
  (deps: Look<'policies' | 'settings'>) => async (): Promise<{ items: MailTextView[] }> => {
    const { mailTexts } = await deps.rules(deps.read);
    const all = kinds.flatMap((kind) => Language.options.map((language) => ({ kind, language })));
    return { items: all.map((which) => describe(which, mailTexts)) };
  };

/** From the next mail on. @throws Refusal `invalid-request` for placeholders that nobody fills in, or that are missing */
export const editMailText =
  (deps: Act<'policies' | 'settings'>) =>
  async (caller: Administrator, id: string, text: z.output<typeof EditMailText>): Promise<MailTextView> =>
    act(deps, caller, async (source, now, record) => {
      const which = find(id);
      refuseFaults(which, text);
      await source.policies.raiseRevision();
      await source.settings.mailTexts.write({ ...which, ...text, changedAt: now });
      record({ kind: 'mail-text.changed', subject: { kind: 'settings', id }, details: { ...which } });
      return describe(which, (await deps.rules(source)).mailTexts);
    });

/** Back to the built-in one. */
export const resetMailText =
  (deps: Act<'policies' | 'settings'>) =>
  async (caller: Administrator, id: string): Promise<MailTextView> =>
    act(deps, caller, async (source, _now, record) => {
      const which = find(id);
      await source.policies.raiseRevision();
      if (await source.settings.mailTexts.remove(which.kind, which.language))
        record({ kind: 'mail-text.reset', subject: { kind: 'settings', id }, details: { ...which } });
      return describe(which, (await deps.rules(source)).mailTexts);
    });

interface PreviewDeps extends Look<'policies' | 'settings'> {
  readonly origin: string;
}

/** The whole mail as it would be, to somebody who does not exist. */
export const previewMailText =
  (deps: PreviewDeps) =>
  async (id: string, text: z.output<typeof EditMailText>): Promise<z.output<typeof MailTextPreview>> => {
    const which = find(id);
    refuseFaults(which, text);
    const { settings, mailTexts: texts } = await deps.rules(deps.read);
    const { language, kind } = which;
    const samples = [...placeholdersOf(kind)].map(([name, { sample }]): [string, string] => [
      name,
      typeof sample === 'string' ? sample : sample[language],
    ]);
    const values = Object.fromEntries(samples);
    const reader = {
      displayName: values.name ?? '',
      username: values.username ?? '',
      organisation: settings.organisation,
      origin: deps.origin,
      language,
      texts,
    };
    const { subject, text: whole } = filled(reader, kind, text, values);
    return { subject, text: whole };
  };

const describe = ({ kind, language }: Which, edited: EditedTexts): MailTextView => {
  const changedAt = edited.get(textId(kind, language))?.changedAt;
  const { subject, body } = templateOf(kind, language, edited);
  return {
    id: textId(kind, language),
    kind,
    language,
    occasion: mailKinds[kind].occasion,
    subject,
    body,
    ...(changedAt !== undefined && { changedAt: isoTime(changedAt) }),
    builtIn: builtInTexts[language][kind],
    placeholders: [...placeholdersOf(kind)].map(([name, { meaning, required = false }]) => ({
      name,
      meaning,
      required,
    })),
  };
};

/** @throws Refusal `not-found` */
const find = (id: string): Which => {
  for (const kind of kinds)
    for (const language of Language.options) if (textId(kind, language) === id) return { kind, language };
  throw new Refusal('not-found', 'There is no such mail text.');
};

const refuseFaults = ({ kind }: Which, text: z.output<typeof EditMailText>): void => {
  const errors = faultsOf(kind, text);
  const [first] = errors;
  if (first !== undefined)
    throw new Refusal('invalid-request', `${first.field}: ${first.message}`, { errors });
};
