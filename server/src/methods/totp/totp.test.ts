import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contextAt, methodParts, nothingHeld, stored } from '../../../../test/support/method-context.ts';
import { totpCode } from '../../../../test/support/oathtool.ts';
import type { Authenticator } from '../../ports/authenticators.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Held } from '../method.ts';
import { codeAt, stepAt, type TotpKey } from './steps.ts';
import { totpMethod } from './totp.ts';

const totp = totpMethod(methodParts);
const noon = Date.UTC(2026, 10, 21, 12);
const present = stepAt(noon, 30);

/** Sets up an authenticator a day before noon; `device` is what the app on the phone knows. */
const enrolled = async (settings = {}, changes: Partial<Authenticator> = {}) => {
  const context = contextAt(noon - 86_400_000, settings);
  const { state, answer } = await totp.beginEnrollment(nothingHeld, context);
  const { digits, period } = context.settings.methods.totp;
  const device: TotpKey = { secret: answer.secret ?? '', algorithm: 'SHA1', digits, period };
  const code = codeAt(device, stepAt(context.now, period));
  const result = await totp.confirmEnrollment(state, { code }, context);
  if (!result.ok) throw new Error(result.detail);
  const authenticator = stored('totp', result, changes);
  const held: Held = { authenticators: [authenticator], backupCodes: [] };
  return { device, authenticator, held, firstCode: code, enrolledAt: context.now };
};

test('a code of the present or the previous step is right, and names the step to be consumed', async () => {
  const { device, authenticator, held } = await enrolled();
  for (const step of [present, present - 1]) {
    expect(totp.verifyCode(codeAt(device, step), held, contextAt(noon))).toEqual({
      ok: true,
      authenticator: authenticator.id,
      counter: step,
    });
  }
});

test('codes typed with spaces and dashes work', async () => {
  const { device, held } = await enrolled();
  const code = codeAt(device, present);
  for (const typed of [
    `${code.slice(0, 3)} ${code.slice(3)}`,
    ` ${code}\t`,
    `${code.slice(0, 3)}–${code.slice(3)}`,
  ]) {
    expect(totp.malformed(typed, held)).toBeUndefined();
    expect(totp.verifyCode(typed, held, contextAt(noon))).toMatchObject({ ok: true });
  }
});

test('for any window, clock and device a code counts exactly within the window and above the counter', async () => {
  const { device, authenticator } = await enrolled();
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 10 }),
      fc.integer({ min: -15, max: 15 }),
      fc.integer({ min: -15, max: 15 }),
      fc.integer({ min: 100, max: 200_000_000 }),
      async (window, skew, counterSkew, step) => {
        const held = { authenticators: [{ ...authenticator, counter: step + counterSkew }], backupCodes: [] };
        const context = contextAt(step * 30_000 + 29_999, { window });
        const result = totp.verifyCode(codeAt(device, step + skew), held, context);
        const shown = skew <= 0 && skew >= -window;
        const expected = shown && skew > counterSkew ? true : shown ? 'used-code' : 'wrong-code';
        expect(result.ok || result.code).toBe(expected);
      },
    ),
  );
});

test('the code that confirmed the enrollment does not sign in as well', async () => {
  const { firstCode, held, enrolledAt } = await enrolled();
  const result = totp.verifyCode(firstCode, held, contextAt(enrolledAt));
  expect(result).toMatchObject({ ok: false, code: 'used-code' });
  expect(result).toHaveProperty('detail', expect.stringContaining('Wait for the next code'));
});

test('with several devices each one’s code names that device', async () => {
  const [phone, tablet] = [await enrolled(), await enrolled()];
  const held = { authenticators: [phone.authenticator, tablet.authenticator], backupCodes: [] };
  const result = totp.verifyCode(codeAt(tablet.device, present), held, contextAt(noon));
  expect(result).toMatchObject({ ok: true, authenticator: tablet.authenticator.id });
});

test('a disabled authenticator proves nothing', async () => {
  const { device, held } = await enrolled({}, { disabledAt: noon - 1 });
  const result = totp.verifyCode(codeAt(device, present), held, contextAt(noon));
  expect(result).toMatchObject({ ok: false, code: 'wrong-code' });
});

test('changed settings concern authenticators set up from then on', async () => {
  const { device, held } = await enrolled({ digits: 8, period: 60 });
  expect(device).toMatchObject({ digits: 8, period: 60 });
  const code = codeAt(device, stepAt(noon, 60));
  expect(totp.verifyCode(code, held, contextAt(noon))).toMatchObject({ ok: true });
});

test.each(['12345', '1234567', '12345a', '１２３４５６', '١٢٣٤٥٦', '------', '123456\u0000'])(
  'what cannot be a code is told apart from a wrong one: %j',
  async (typed) => {
    const { held } = await enrolled();
    expect(totp.malformed(typed, held)).toBe('must be the 6 digits that your authenticator app shows');
  },
);

test('drift of the device is explained and not accepted', async () => {
  const { device, held } = await enrolled();
  const help = (skew: number) => totp.verifyCode(codeAt(device, present + skew), held, contextAt(noon));
  expect(help(3)).toMatchObject({
    code: 'wrong-code',
    detail: expect.stringMatching(/90 seconds ahead/),
  });
  expect(help(-10)).toMatchObject({
    code: 'wrong-code',
    detail: expect.stringMatching(/5 minutes old/),
  });
  expect(help(11)).toMatchObject({ detail: expect.stringMatching(/^The code is not right/) });
});

test('help at a wrong code says what to try next', async () => {
  const { held } = await enrolled();
  const result = totp.verifyCode('000000', held, contextAt(noon));
  expect(result).toMatchObject({
    detail: expect.stringMatching(/next code.*time automatically.*backup code/),
  });
});

test('while enrolling, drift of up to an hour is explained', async () => {
  const { state, answer } = await totp.beginEnrollment(nothingHeld, contextAt(noon));
  const device: TotpKey = { secret: answer.secret ?? '', algorithm: 'SHA1', digits: 6, period: 30 };
  const result = await totp.confirmEnrollment(
    state,
    { code: codeAt(device, present + 110) },
    contextAt(noon),
  );
  expect(result).toMatchObject({ ok: false, detail: expect.stringMatching(/55 minutes ahead/) });
});

test('a confirmation that is no code is refused by field', async () => {
  const { state } = await totp.beginEnrollment(nothingHeld, contextAt(noon));
  await expect(totp.confirmEnrollment(state, { code: '12 34' }, contextAt(noon))).rejects.toThrow(Refusal);
  await expect(totp.confirmEnrollment(state, { response: {} }, contextAt(noon))).rejects.toMatchObject({
    errors: [{ field: 'code', message: 'is missing' }],
  });
});

test('the secret has 160 bits, and is stored sealed for its authenticator alone', async () => {
  const { device, authenticator } = await enrolled();
  expect(device.secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(authenticator.data).not.toContain(device.secret);
  const other = { ...authenticator, id: methodParts.newId<'authenticator'>() };
  const stolen = { authenticators: [other], backupCodes: [] };
  expect(() => totp.verifyCode('000000', stolen, contextAt(noon))).toThrow();
});

test('the QR code holds a Key URI with organisation and user name', async () => {
  const { answer } = await totp.beginEnrollment(nothingHeld, contextAt(noon));
  const uri = new URL(answer.otpauthUri ?? '');
  expect(uri.protocol + uri.host).toBe('otpauth:totp');
  expect(decodeURIComponent(uri.pathname)).toBe('/Müller & Söhne Werk 1:anna@example.org');
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    issuer: 'Müller & Söhne Werk 1',
    secret: answer.secret,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
  expect(answer.qrSvg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox=/);
});

test('the longest names in any script still fit a QR code', async () => {
  const context = contextAt(noon);
  const { answer } = await totp.beginEnrollment(nothingHeld, {
    ...context,
    user: { ...context.user, username: '名'.repeat(128) },
    settings: {
      ...context.settings,
      organisation: { ...context.settings.organisation, name: '🏰'.repeat(60) },
    },
  });
  expect(answer.otpauthUri?.length).toBeLessThan(700);
  expect(answer.qrSvg).toContain('<svg');
});

test('oathtool shows the codes that are accepted, beyond 2038 too', async () => {
  const { device, held } = await enrolled();
  for (const now of [noon, Date.UTC(2040, 1, 29, 23, 59, 59)]) {
    const code = await totpCode(device.secret, new Date(now));
    expect(totp.verifyCode(code, held, contextAt(now))).toMatchObject({ ok: true });
  }
});
