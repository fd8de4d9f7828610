import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from '../support/browser.ts';
import type { Client } from '../support/client.ts';
import { type ReceivedMail, receiveMail } from '../support/mailbox.ts';
import { activePerson, administrator, enrollTotp, type Person, startSignIn } from '../support/people.ts';
import { alerted, button, enterPassword, heading, link, proveByCode } from './portal.ts';

const newPassword = 'copper thistle saddle nineteen';

let house: House;
let admin: Client;
let mailbox: ReceivedMail;
let paula: Person;
let secret: string;
let page: Page;
let mailed: string;

beforeAll(async () => {
  house = await openHouse(new Date('2026-03-02T09:00:00Z'));
  admin = await administrator(house.installation, house.server);
  mailbox = await receiveMail(admin);
  paula = await activePerson(admin, house.server, 'paula');
  await admin.must('PUT /requirements/everyone', { strength: 'forced' });
  ({ secret } = await enrollTotp(await startSignIn(house.server, paula), house.now()));
  page = await house.newPage();
});
afterAll(async () => {
  await mailbox.stop();
  await house.close();
});

const mailsTo = async (email: string) =>
  (await admin.must('GET /mails', undefined, { query: { to: email } })).items;

test.each(['nobody.of.this.name', 'paula'])(
  'whoever asks for a new password reads the same: %s',
  async (name) => {
    await page.goto('/sign-in');
    await link(page, 'Forgotten your password?').click();
    await page.getByLabel('User name').fill(name);
    await button(page, 'Send the link').click();
    await heading(page, 'Look into your mail').waitFor();
    await page.getByText('If there is an account with this user name').waitFor();
  },
);

test('the mailed link sets a new password, and signs nobody in', async () => {
  mailed = await mailbox.readLink(paula.user.email);
  await page.goto(mailed);
  expect(await page.getByLabel('Your user name').inputValue()).toBe('paula');
  expect(page.url()).not.toContain('#');

  const field = page.getByLabel('New password', { exact: true });
  await field.fill('password1234');
  await button(page, 'Set the new password').click();
  await page.getByText('This password is one that many people use').waitFor();
  await field.fill(newPassword);
  await button(page, 'Set the new password').click();
  await heading(page, 'Your new password is set').waitFor();
  expect((await page.request.get('/api/v1/session')).status()).toBe(401);
  expect((await page.request.get('/api/v1/sign-ins/current')).status()).toBe(401);
});

test('the link works once', async () => {
  await page.goto('about:blank');
  await page.goto(mailed);
  await heading(page, 'The link could not be opened').waitFor();
});

test('the old password is void, and with the new one the second factor is asked as before', async () => {
  await enterPassword(page, paula);
  await alerted(page, 'user name or password');
  await enterPassword(page, { ...paula, password: newPassword });
  await heading(page, 'Confirm that it is you').waitFor();
  expect((await page.request.get('/api/v1/session')).status()).toBe(401);
  await house.nextCode();
  await proveByCode(page, await house.code(secret));
  await heading(page, 'My security').waitFor();
});

test('the change is mailed', async () => {
  expect((await mailsTo(paula.user.email)).map(({ kind }) => kind)).toContain('password-changed');
});

test('on all these pages nothing went wrong and nothing came from elsewhere', () => {
  expect(house.faults).toEqual([]);
});
