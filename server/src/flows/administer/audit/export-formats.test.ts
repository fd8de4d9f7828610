import { expect, test } from 'vitest';
import { csvCell } from './export-formats.ts';

test.each([
  ['=cmd|calc', "'=cmd|calc"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@a', "'@a"],
  ['＝a', "'＝a"],
  ['\t=a', "'\t'=a"],
  ['\r=a', '"\'\r\'=a"'],
  ['x;=a', "x;'=a"],
  ['x\t=a', "x\t'=a"],
  ['x\n@a;-b', '"x\n\'@a;\'-b"'],
  ['a-b; c=d', 'a-b; c=d'],
  ['say "yes", she', '"say ""yes"", she"'],
])('no spreadsheet takes the cell %j for a formula, at whatever it parts cells', (text, cell) => {
  expect(csvCell(text)).toBe(cell);
});
