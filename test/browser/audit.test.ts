import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from '../support/browser.ts';
import type { Client } from '../support/client.ts';
import { administrator, ownerPassword } from '../support/people.ts';
import { openWebhook, type WebhookReceiver } from '../support/receivers.ts';
import { button, dialog, enterPassword, heading, saveBackupCodes, setUpApp, stepUp } from './portal.ts';

/** What an administrator does with the audit log. */
let house: House;
let admin: Client;
let page: Page;
let secret: string;
let receiver: WebhookReceiver;
let working = false;

beforeAll(async () => {
  house = await openHouse(new Date('2026-03-02T09:00:00Z'));
  receiver = await openWebhook('a secret of the receiver', () => (working ? 204 : 503));
  admin = await administrator(house.installation, house.server);
  page = await house.newPage();
  await enterPassword(page, { username: 'olivia', password: ownerPassword });
  secret = await setUpApp(house, page);
  await saveBackupCodes(page);
  await heading(page, 'Overview').waitFor();
  for (const username of ['anton', 'berta'])
    await admin.must('POST /users', { username, displayName: username, email: `${username}@example.com` });
});
afterAll(async () => {
  await receiver.stop();
  await house.close();
});

const entries = () => page.getByRole('list', { name: 'Entries' }).getByRole('button');

test('an entry is found by filters that stand in the address, and opened', async () => {
  await page.goto('/admin/audit');
  await page.getByText(/^Signed up to entry/).waitFor();
  await page.getByLabel('Text').fill('BERTA');
  await expect.poll(() => entries().count()).toBe(1);
  await page.getByLabel('What', { exact: true }).selectOption('Users and groups');
  await expect.poll(() => new URL(page.url()).search).toBe('?text=BERTA&kind=user%2Cgroup%2Cactivation');
  await page.reload();
  await entries().filter({ hasText: 'User created' }).click();
  const entry = dialog(page, 'User created');
  await entry.getByText('tests (an API token)').waitFor();
  await entry.getByText('user.created').waitFor();
  await page.keyboard.press('Escape');
  await entry.waitFor({ state: 'hidden' });
  await button(page, 'Clear the filters').click();
  await expect.poll(() => entries().count()).toBeGreaterThan(3);
  await page.getByLabel('Until', { exact: true }).fill('2026-03-01');
  await page.getByText('Nothing matches these filters').waitFor();
});

test('what the page shows is exported as a file, and that is recorded', async () => {
  await page.goto('/admin/audit?kind=user.created');
  await button(page, 'Export').click();
  await page.getByRole('radio', { name: 'CSV' }).check();
  const downloading = page.waitForEvent('download');
  await button(dialog(page, 'Export the audit log'), 'Export').click();
  const csv = await readFile(await (await downloading).path(), 'utf8');
  expect(
    csv
      .split('\r\n')
      .slice(1, 3)
      .map((row) => row.split(',')[8]),
  ).toEqual(['anton', 'berta']);
  await page.goto('/admin/audit');
  await entries().filter({ hasText: 'Audit log exported' }).waitFor();
});

test('the log is streamed to a webhook; what waits is shown, and arrives', async () => {
  await page.goto('/admin/settings');
  await page.getByLabel('Send entries to').selectOption('A webhook (signed HTTPS calls)');
  await page.getByLabel('Address', { exact: true }).fill(receiver.url);
  const section = page.getByRole('region', { name: 'Audit stream' });
  await section.getByLabel('Secret', { exact: true }).fill('a secret of the receiver');
  await button(section, 'Save').click();
  await stepUp(house, page, secret);
  await page.getByText('Saved.').waitFor();
  await page.goto('/admin/audit');
  await page.getByText(/1 entry waits for localhost/).waitFor({ timeout: 30_000 });
  await page.getByText(/answered with HTTP status 503/).waitFor();
  working = true;
  await house.moveTo(new Date('2026-03-02T10:00:00Z'));
  await expect.poll(() => receiver.seqs.length, { timeout: 20_000 }).toBeGreaterThan(0);
  await page.reload();
  await page.getByText('All that was recorded has arrived.').waitFor();
  expect(receiver.forged).toBe(0);
});

test('the page tells how to verify the log', async () => {
  await button(page, 'How to verify').click();
  await dialog(page, 'Verifying the log').getByText('sallyport audit verify').waitFor();
  await dialog(page, 'Verifying the log').getByText('BEGIN PUBLIC KEY').waitFor();
  expect(house.faults).toEqual([]);
});
