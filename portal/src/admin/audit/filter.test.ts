import { expect, test } from 'vitest';
import { auditQuery, readAuditFilter } from './filter.ts';

test('an address that is hand-written narrows by what it names and leaves out the rest', () => {
  const address = {
    text: 'ada',
    kind: 'Sign-In, factor!',
    outcome: 'maybe',
    from: 'soon',
    until: '2026-11-21',
    x: '1',
  };
  expect(readAuditFilter(address)).toEqual({ text: 'ada', kind: 'sign-in,factor', until: '2026-11-21' });
  expect(readAuditFilter({ user: '', outcome: 'failure' })).toEqual({ outcome: 'failure' });
});

test('days are whole days of the reader, the last one included', () => {
  const { from = '', until = '' } = auditQuery({ from: '2026-11-21', until: '2026-11-21' });
  expect(new Date(from).getHours()).toBe(0);
  expect(Date.parse(until) - Date.parse(from)).toBe(86_400_000 - 1);
});
