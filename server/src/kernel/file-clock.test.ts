import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileClock } from './file-clock.ts';

test('a test clock says what its file says, and keeps the last time while the file is being written', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'sallyport-clock-')), 'clock');
  writeFileSync(file, '');
  const clock = fileClock(file);
  expect(() => clock.now()).toThrow('holds no ISO 8601 time');
  writeFileSync(file, '2030-01-02T03:04:05Z\n');
  expect(clock.now()).toBe(Date.UTC(2030, 0, 2, 3, 4, 5));
  writeFileSync(file, '');
  expect(clock.now()).toBe(Date.UTC(2030, 0, 2, 3, 4, 5));
});
