import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { anna, contextAt, methodParts } from '../../../../test/support/method-context.ts';
import type { Held } from '../method.ts';
import { codeValue, grouped, newCode } from '../spelling.ts';
import { backupCodeMethod } from './backup-code.ts';

const method = backupCodeMethod(methodParts);
const context = contextAt(0);
let codes: readonly string[];
let held: Held;

beforeAll(async () => {
  const issued = await method.issue(anna.id);
  codes = issued.codes;
  held = { authenticators: [], backupCodes: issued.stored };
});

test('ten different codes of 80 bits are issued, in groups of four', () => {
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
});

test('what is stored is an argon2id hash with one salt for the set', () => {
  expect(new Set(held.backupCodes.map(({ salt }) => salt)).size).toBe(1);
  expect(new Set(held.backupCodes.map(({ hash }) => hash)).size).toBe(10);
  expect(JSON.stringify(held.backupCodes)).not.toContain(codes[0]);
});

test('each code is right, and names itself to be consumed', async () => {
  for (const [index, code] of codes.entries()) {
    const result = await method.verifyCode(code, held, context);
    expect(result).toEqual({ ok: true, backupCode: held.backupCodes[index]?.id });
  }
});

test('a code works in any case and spelling', async () => {
  const code = codes[0] ?? '';
  for (const typed of [code.toUpperCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' ')} `]) {
    expect(method.malformed(typed, held)).toBeUndefined();
    expect(await method.verifyCode(typed, held, context)).toMatchObject({ ok: true });
  }
});

test('a code that is wrong, used, or of an older set is not accepted', async () => {
  const used = { ...held, backupCodes: held.backupCodes.slice(1) };
  const older = (await method.issue(anna.id)).codes[0] ?? '';
  for (const [code, of] of [
    [codes[0] ?? '', used],
    [older, held],
  ] as const) {
    expect(await method.verifyCode(code, of, context)).toMatchObject({ ok: false, code: 'wrong-code' });
  }
});

test.each([
  '',
  '123456',
  'uuuu-uuuu-uuuu-uuuu',
  'aaaa-aaaa-aaaa-aaa',
  'aaaa-aaaa-aaaa-aaaaa',
  'ааaa-aaaa-aaaa-aaaa',
])('what cannot be a backup code is told apart from a wrong one: %j', (typed) => {
  expect(method.malformed(typed, held)).toMatch(/^must be the 16 letters and digits/);
});

test('every code is read back from how it is shown, with letters taken for look-alikes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (bytes) => {
      const code = newCode(Buffer.from(bytes));
      expect(codeValue(grouped(code))).toBe(code);
      expect(codeValue(grouped(code).replaceAll('0', 'O').replaceAll('1', 'l'))).toBe(code);
    }),
  );
});
