import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from '../support/browser.ts';
import type { Client } from '../support/client.ts';
import { administrator, ownerPassword } from '../support/people.ts';
import { button, dialog, enterPassword, heading, link, saveBackupCodes, setUpApp, stepUp } from './portal.ts';

/** Acts on many users: selected on the page, or all that match, carried out by jobs. */
const start = new Date('2026-03-02T09:00:00Z');
const sales = 57;

let house: House;
let admin: Client;
let page: Page;
let secret: string;

beforeAll(async () => {
  house = await openHouse(start);
  page = await house.newPage();
  admin = await administrator(house.installation, house.server);
  const people = [
    ...Array.from({ length: sales }, (_, index) => [`seller-${String(index).padStart(2, '0')}`, 'Sales']),
    ['carla', 'Care'],
  ];
  await admin.must('POST /users/import', {
    csv: [
      'username,displayName,email,groups',
      ...people.map(([name, group]) => `${name},${name},${name}@example.org,${group}`),
    ].join('\n'),
    sendActivation: false,
  });
  await enterPassword(page, { username: 'olivia', password: ownerPassword });
  secret = await setUpApp(house, page);
  await saveBackupCodes(page);
  await button(page, 'Sign out').waitFor();
});
afterAll(async () => {
  await house.close();
  expect(house.faults).toEqual([]);
});

const selected = (count: number) => page.getByRole('status').getByText(`${count} selected`, { exact: true });

test('a page of users is selected at once, and then all that match, beyond the page', async () => {
  await page.goto('/admin/users?q=seller');
  await page.getByLabel('Select seller-03').check();
  await selected(1).waitFor();
  await page.getByLabel('Select all users shown').check();
  await selected(50).waitFor();
  await button(page, `Select all ${sales} that match`).click();
  await selected(sales).waitFor();
});

test('before 2FA is required of them, the dialog says of how many, and what it will mean', async () => {
  await button(page, 'Require 2FA').click();
  const asked = dialog(page, 'Require 2FA');
  await asked.getByText(`This concerns ${sales} people`).waitFor();
  await button(asked, new RegExp(`^${sales} set it up when they activate`)).waitFor();
  await asked.getByLabel('Enrollment period, in days').fill('0');
  await button(asked, `Require 2FA of ${sales} people`).click();
  await asked.getByText('must be at least 1 day').waitFor();
  await asked.getByLabel('Enrollment period, in days').fill('14');
  await button(asked, `Require 2FA of ${sales} people`).click();
});

test('a job carries it out, and its page says how far it is', async () => {
  await heading(page, 'Require 2FA').waitFor();
  await page.getByText(`${sales} of ${sales}`, { exact: true }).waitFor();
  await page.getByText('Done', { exact: true }).waitFor();
  const { items } = await admin.must('GET /users', undefined, { query: { required: 'true', limit: 100 } });
  expect(items.filter(({ username }) => username.startsWith('seller'))).toHaveLength(sales);
  expect(items.map(({ username }) => username)).not.toContain('carla');
});

test('whoever could not be served is listed, with the reason', async () => {
  await page.goto('/admin/users');
  await page.getByLabel('Select carla').check();
  await button(page, 'Remind').click();
  await dialog(page, 'Mail a reminder').getByText('0 people of the 1 selected are reminded.').waitFor();
  await button(dialog(page, 'Mail a reminder'), 'Send the reminders').click();
  await heading(page, '1 could not be served').waitFor();
  await page.getByText('Not activated yet: mail the activation link instead.').waitFor();
  await link(page, 'All jobs').click();
  await heading(page, 'Jobs').waitFor();
  await link(page, 'Mail a reminder').waitFor();
});

test('resetting many asks for a fresh proof', async () => {
  await page.goto('/admin/users');
  await page.getByLabel('Select carla').check();
  await house.moveTo(new Date(house.now().getTime() + 20 * 60_000));
  await button(page, 'Reset 2FA').click();
  const asked = dialog(page, 'Reset 2FA');
  await asked.getByLabel('How did you make sure that it is them?').fill('met in person');
  await button(asked, 'Reset 2FA of 1 person').click();
  await stepUp(house, page, secret);
  await heading(page, '1 could not be served').waitFor();
  await page.getByText('This user has set up no second factor.').waitFor();
});

test('the filters of the list combine, and stay in its address', async () => {
  await page.goto('/admin/users');
  await button(page, 'More filters').click();
  await page.getByLabel('Backup codes left').selectOption('none');
  await page.getByLabel('Role', { exact: true }).selectOption('none');
  await page.getByLabel('2FA required').selectOption('false');
  await page.getByText('1 shown').waitFor();
  await link(page, 'carla').waitFor();
  expect(new URL(page.url()).search).toBe('?required=false&role=none&backupCodes=none');
});
