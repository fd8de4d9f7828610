import { Secret } from 'otpauth';
import { expect, test } from 'vitest';
import { codeAt, findStep, stepAt, type TotpKey } from './steps.ts';

const base32 = (ascii: string): string => Secret.fromLatin1(ascii).base32;

const key = (algorithm: TotpKey['algorithm'], length: number, digits: number): TotpKey => ({
  secret: base32('1234567890'.repeat(7).slice(0, length)),
  algorithm,
  digits,
  period: 30,
});

test('the vectors of RFC 4226 appendix D pass', () => {
  const codes = [
    '755224',
    '287082',
    '359152',
    '969429',
    '338314',
    '254676',
    '287922',
    '162583',
    '399871',
    '520489',
  ];
  expect(codes.map((_, counter) => codeAt(key('SHA1', 20, 6), counter))).toEqual(codes);
});

/** Seconds since 1970, then the codes by SHA-1, SHA-256 and SHA-512. */
const appendixB = [
  [59, '94287082', '46119246', '90693936'],
  [1111111109, '07081804', '68084774', '25091201'],
  [1111111111, '14050471', '67062674', '99943326'],
  [1234567890, '89005924', '91819424', '93441116'],
  [2000000000, '69279037', '90698825', '38618901'],
  [20000000000, '65353130', '77737706', '47863826'],
] as const;

test.each(appendixB)('the vectors of RFC 6238 appendix B pass at %i s', (seconds, sha1, sha256, sha512) => {
  const step = stepAt(seconds * 1000, 30);
  expect(codeAt(key('SHA1', 20, 8), step)).toBe(sha1);
  expect(codeAt(key('SHA256', 32, 8), step)).toBe(sha256);
  expect(codeAt(key('SHA512', 64, 8), step)).toBe(sha512);
});

test('steps count on beyond the year 2038', () => {
  const at = Date.UTC(2040, 0, 1);
  expect(stepAt(at, 30)).toBe(73_632_960);
  expect(stepAt(at - 1, 30)).toBe(73_632_959);
});

test('a code is found at its own step and nowhere else', () => {
  const totp = key('SHA1', 20, 6);
  expect(findStep(totp, '969429', 0, 9)).toBe(3);
  expect(findStep(totp, '969429', 4, 9)).toBeUndefined();
  expect(findStep(totp, '755224', -5, 2)).toBe(0);
});
