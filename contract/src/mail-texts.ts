import { z } from 'zod';
import { Id, line, listOf, Time, text } from './common.ts';
import { Language } from './vocabulary.ts';

const subject = line(200);
/** Paragraphs, with an empty line between them; greeting and help desk are put around it. */
const body = text(5000).min(1, 'must not be empty');

/** What one kind of mail says in one language. */
export const MailText = z.object({
  /** Kind and language, e.g. `period-started.de`. */
  id: Id,
  kind: z.string(),
  language: Language,
  /** When it is sent, in one phrase. */
  occasion: z.string(),
  subject: z.string(),
  body: z.string(),
  /** Absent while it is the built-in one. */
  changedAt: Time.optional(),
  builtIn: z.object({ subject: z.string(), body: z.string() }),
  /** Written in braces, e.g. `{deadline}`, and filled in when the mail is written. */
  placeholders: z.array(z.object({ name: z.string(), meaning: z.string(), required: z.boolean() })),
});
export type MailText = z.infer<typeof MailText>;
export const MailTextList = listOf(MailText);
export const EditMailText = z.object({ subject, body });
/** The whole mail, to somebody who does not exist. */
export const MailTextPreview = z.object({ subject: z.string(), text: z.string() });
