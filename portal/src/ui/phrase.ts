/** “Anna, Ben and Cleo”. */
export const inOnePhrase = (words: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words);
