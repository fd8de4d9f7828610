import { expect, test } from 'vitest';
import { ApiProblem } from '../../ui/problem.ts';
import { importFaults } from './import-faults.ts';

const problem = (code: 'import-faults' | 'conflict', errors: ApiProblem['errors']) =>
  new ApiProblem({ code, status: 422, title: '', detail: '', errors: [...errors] });

test('faults are told by line, in the order of the file, those of the whole file first', () => {
  const errors = [
    { field: 'csv.12.email', message: 'line 12: email must not be empty' },
    { field: 'csv.3', message: 'line 3: has 5 cells, the header 4' },
    { field: 'csv', message: 'must not be empty' },
  ];
  expect(importFaults(problem('import-faults', errors))).toEqual([
    { line: undefined, message: 'must not be empty' },
    { line: 3, message: 'has 5 cells, the header 4' },
    { line: 12, message: 'email must not be empty' },
  ]);
});

test('other problems are not taken for mistakes in the file', () => {
  expect(importFaults(problem('conflict', []))).toBeNull();
  expect(importFaults(null)).toBeNull();
});
