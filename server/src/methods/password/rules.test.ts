import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { passwordFault } from './rules.ts';

const owner = {
  username: 'anna.oersted',
  displayName: 'Anna Ørsted',
  email: 'a.oersted@example.org',
  organisation: 'Müller & Söhne',
};

test.each([
  'password1234',
  'Password2026!',
  'P@ssw0rd2026',
  '123456789012',
  'aaaaaaaaaaaa',
  'abababababab',
  'qwertyuiopas',
  'hunterhunter',
  '1q2w3e4r5t6y',
  'passwordpassword',
  'Iloveyou!!!!!',
  'ｐａｓｓｗｏｒｄ１２３４',
])('a password that many use is refused: %s', (password) => {
  expect(passwordFault(password, owner)).toMatch(/many people use/);
});

test.each([
  'anna.oersted',
  'AnnaOersted1!',
  'a.oersted@example.org',
  'Müller&Söhne26',
  'oersted-Anna1',
  'Ørsted-Ørsted',
])('a password that is little more than a known name is refused: %s', (password) => {
  expect(passwordFault(password, owner)).toMatch(/a name that others know/);
});

test.each([
  'correct horse battery staple',
  'Anna likes eleven tangerines',
  '481516234299',
  'пароль который никто не знает',
  'ilex-monsoon-83-crate',
])('an own phrase is accepted, of whatever kinds of characters: %s', (password) => {
  expect(passwordFault(password, owner)).toBeUndefined();
});

test('random passwords are accepted', () => {
  for (let round = 0; round < 200; round++) {
    expect(passwordFault(randomBytes(12).toString('base64url'), owner)).toBeUndefined();
  }
});
