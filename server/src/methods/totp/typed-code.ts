/** The code as the device shows it: people type spaces and dashes between the digits. */
export const withoutSeparators = (typed: string): string => typed.replace(/[\s\p{Pd}]/gu, '');

/** A sentence for the field `code` when it cannot be a code of one of `lengths` digits. */
export const malformedCode = (typed: string, lengths: readonly number[]): string | undefined => {
  const code = withoutSeparators(typed);
  if (/^[0-9]+$/.test(code) && lengths.includes(code.length)) return undefined;
  const expected = [...new Set(lengths)].sort((a, b) => a - b).join(' or ');
  return `must be the ${expected} digits that your authenticator app shows`;
};
