import { type Preview, PreviewList } from '@sallyport/contract/preview.ts';
import { expect, test } from 'vitest';
import { listsOf, listWords } from './lists.ts';

const nobody = { count: 0, administrators: 0, already: 0 };
const lists = Object.fromEntries(PreviewList.options.map((list) => [list, nobody])) as Preview['lists'];

test('only lists with somebody on them are shown, the hardest first', () => {
  const some = { ...nobody, count: 3 };
  const shown = listsOf({ lists: { ...lists, asked: some, 'locked-out': some } } as Preview);
  expect(shown).toEqual(['locked-out', 'asked']);
});

test('every list of a preview has words', () => {
  expect(Object.keys(listWords).sort()).toEqual([...PreviewList.options].sort());
});
