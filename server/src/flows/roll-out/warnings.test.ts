import { expect, test } from 'vitest';
import { admin, openHouse } from '../../../../test/support/administration.ts';
import { previewChange } from './preview/preview.ts';

const soft = { subject: { kind: 'everyone' }, requirement: { strength: 'soft' } } as const;

test.each([
  [{ synchronised: true, offset: 3 }, undefined],
  [{ synchronised: false, offset: null }, 'clock-not-synchronised'],
  [{ synchronised: null, offset: null }, 'clock-unknown'],
  [{ synchronised: true, offset: -20_000 }, 'clock-off'],
])('who switches a requirement on is warned of a clock that is not right: %j', async (state, warning) => {
  const house = await openHouse();
  const deps = { ...house, hostClock: { check: async () => state } };
  const codes = (await previewChange(deps)(admin, soft)).warnings.map(({ code }) => code);
  expect(codes.filter((code) => code.startsWith('clock'))).toEqual(warning === undefined ? [] : [warning]);
  expect(codes).toContain('no-mail-server');
  const off = await previewChange(deps)(admin, { ...soft, requirement: null });
  expect(off.warnings, 'switching off needs no clock').toEqual([]);
});
