import { expect, test } from 'vitest';
import { ApiProblem } from '../../ui/problem.ts';
import { importFaults } from './import-faults.ts';

const problem = (code: 'import-faults' | 'conflict', fields: readonly string[]) =>
  new ApiProblem({
    code,
    status: 422,
    title: '',
    detail: '',
    errors: fields.map((field) => ({ field, message: `about ${field}` })),
  });

test('faults are told by line, in the order of the file, those of the whole file first', () => {
  expect(importFaults(problem('import-faults', ['line 12', 'line 3', 'csv']))).toEqual([
    { line: undefined, message: 'about csv' },
    { line: 3, message: 'about line 3' },
    { line: 12, message: 'about line 12' },
  ]);
});

test('other problems are not taken for mistakes in the file', () => {
  expect(importFaults(problem('conflict', []))).toBeNull();
  expect(importFaults(null)).toBeNull();
});
