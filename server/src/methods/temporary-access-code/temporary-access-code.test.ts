import { expect, test } from 'vitest';
import { anna, contextAt, methodParts } from '../../../../test/support/method-context.ts';
import { temporaryAccessCodeMethod } from './temporary-access-code.ts';

const method = temporaryAccessCodeMethod(methodParts);
const held = { authenticators: [], backupCodes: [] };

test('a code of 80 bits is handed out in groups of four, and kept as a salted hash alone', async () => {
  const { code, stored } = await method.handOut(anna.id);
  expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
  expect(JSON.stringify(stored)).not.toContain(code.replaceAll('-', ''));
  const accessCode = { ...stored, createdAt: 0, expiresAt: 1 };
  for (const typed of [code, code.toUpperCase(), code.replaceAll('-', ' ')])
    expect(await method.verifyCode(typed, { ...held, accessCode }, contextAt(0))).toEqual({
      ok: true,
      accessCode: stored.id,
    });
});

test('another code, or one where none is live, is wrong; what can be none costs no try', async () => {
  const { code } = await method.handOut(anna.id);
  const { stored } = await method.handOut(anna.id);
  const accessCode = { ...stored, createdAt: 0, expiresAt: 1 };
  for (const found of [
    await method.verifyCode(code, { ...held, accessCode }, contextAt(0)),
    await method.verifyCode(code, held, contextAt(0)),
  ])
    expect(found).toMatchObject({ ok: false, code: 'wrong-code' });
  expect(method.malformed('1234', held)).toContain('16 letters and digits');
});
