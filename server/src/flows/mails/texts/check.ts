import type { FieldFault } from '@sallyport/contract/problems.ts';
import { type MailKind, placeholdersOf, type Template } from './kinds.ts';

const pattern = /\{([^{}\n]*)\}/g;

const alone = /(?<!\S)\{link\}(?!\S)/g;

const inBraces = (names: Iterable<string>): string => [...names].map((name) => `{${name}}`).join(', ');

/** What is wrong with an edited text: a placeholder nobody fills in, or one without which it is of no use. */
export const faultsOf = (kind: MailKind, template: Template): FieldFault[] => {
  const known = placeholdersOf(kind);
  const faults: FieldFault[] = [];
  for (const field of ['subject', 'body'] as const) {
    const unknown = [...template[field].matchAll(pattern)].filter(([, name = '']) => !known.has(name));
    if (unknown.length > 0)
      faults.push({
        field,
        message: `has ${unknown.map(([text]) => text).join(', ')}; there are ${inBraces(known.keys())}`,
      });
  }
  const missing = [...known].filter(
    ([name, { required }]) => required && !template.body.includes(`{${name}}`),
  );
  if (missing.length > 0)
    faults.push({ field: 'body', message: `must have ${inBraces(missing.map(([name]) => name))}` });
  // Glued to other text, a one-time link could be handed to the address that this text makes of it.
  if (template.body.replaceAll(alone, '').includes('{link}'))
    faults.push({
      field: 'body',
      message: 'must have {link} by itself, with a space or a line break on either side',
    });
  // A subject stands in lists and logs, where a one-time link must not.
  if (template.subject.includes('{link}'))
    faults.push({ field: 'subject', message: 'cannot have {link}: subjects are no secret' });
  return faults;
};
