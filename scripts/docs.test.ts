import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The documents name the tests that prove them: each as `file` › name, up to the end of the line. */
const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const reference = /`([\w./-]+\.test\.tsx?)` › (.+)$/gm;
const referencesOf = (document: string) =>
  [...read(document).matchAll(reference)].map(([, file = '', name = '']) => ({ document, file, name }));

const sources = new Map<string, string>();
const sourceOf = (file: string): string => {
  const known = sources.get(file) ?? read(file);
  sources.set(file, known);
  return known;
};

test.each(['docs/security.md', 'docs/features.md'])('every test that %s names exists', (document) => {
  const references = referencesOf(document);
  expect(references.length).toBeGreaterThan(30);
  const missing = references.filter(({ file, name }) => {
    if (!existsSync(new URL(`../${file}`, import.meta.url))) return true;
    return !["'", '"', '`'].some((quote) => sourceOf(file).includes(quote + name + quote));
  });
  expect(missing).toEqual([]);
});

test('below each line of security.md stands nothing but tests', () => {
  const entries = read('docs/security.md').match(/^ +- .*$/gm) ?? [];
  expect(entries).toHaveLength(referencesOf('docs/security.md').length);
});

test('every feature is either proved by a test or marked as not there yet', () => {
  const features = read('docs/features.md')
    .split(/^- (?=\*\*[A-Z]\d+\*\*)/m)
    .slice(1);
  expect(features.length).toBeGreaterThan(60);
  const unproved = features.filter(
    (each) => each.includes('.test.ts` › ') === each.includes('\n  - _not yet_'),
  );
  expect(unproved).toEqual([]);
});
