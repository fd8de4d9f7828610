import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from '../support/browser.ts';
import type { Client } from '../support/client.ts';
import { activePerson, administrator, ownerPassword, type Person } from '../support/people.ts';
import { button, dialog, enterPassword, heading, link, saveBackupCodes, setUpApp } from './portal.ts';

/** A policy, from the first word to the version that is restored. */
let house: House;
let admin: Client;
let page: Page;
let ann: Person;

const words = () => page.getByRole('note', { name: 'The policy in words' });
const state = async (): Promise<string> => {
  const visitor = await house.newPage();
  await enterPassword(visitor, ann);
  await heading(visitor, /My security|Set up/)
    .first()
    .waitFor();
  const title =
    (await heading(visitor, /My security|Set up/)
      .first()
      .textContent()) ?? '';
  await visitor.context().close();
  return title;
};

beforeAll(async () => {
  house = await openHouse(new Date('2026-03-02T09:00:00Z'));
  admin = await administrator(house.installation, house.server);
  ann = await activePerson(admin, house.server, 'ann');
  await admin.must('POST /groups', { name: 'Contractors' });
  page = await house.newPage();
  await enterPassword(page, { username: 'olivia', password: ownerPassword });
  await setUpApp(house, page);
  await saveBackupCodes(page);
  await heading(page, 'Overview').waitFor();
});
afterAll(() => house.close());

test('a policy is made as a sentence, and does nothing before it is switched on', async () => {
  await link(page, 'Policies').click();
  await heading(page, 'No policies of your own yet').waitFor();
  await link(page, 'New policy').click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('At this desk');
  await page.getByRole('combobox', { name: 'Except members of' }).click();
  await page.getByRole('option', { name: 'Contractors' }).click();
  await page.getByLabel('Only from these networks').fill('127.0.0.0/8\n10.0.0/8');
  await page.getByRole('radio', { name: 'Mandatory at once' }).check();
  await expect.poll(() => words().textContent()).toContain('Everyone except Contractors');
  await button(page, 'Save').click();
  await page.getByText('“10.0.0/8” is no network such as').waitFor();
  await page.getByLabel('Only from these networks').fill('127.0.0.0/8, ::1/128');
  await button(page, 'Save').click();
  await heading(page, 'At this desk').waitFor();
  expect(await state()).toContain('My security');
});

test('it is switched on after a look at it, and acts at the very next login', async () => {
  await page.getByRole('radio', { name: 'On', exact: true }).check();
  await button(page, 'See whom it concerns').click();
  const confirm = dialog(page, '“At this desk”: on');
  await confirm.getByText('This concerns').waitFor();
  await button(confirm, 'Switch it on').click();
  await page.getByText('Version 2 (the latest)').waitFor();
  expect(await state()).toContain('Set up');
});

test('an edit shows what it changed, and an earlier version comes back with one click', async () => {
  await link(page, 'Edit').click();
  await page.getByLabel('Only from these networks').fill('10.0.0.0/33');
  await button(page, 'See whom it concerns').click();
  await page.getByText('“10.0.0.0/33” is no network such as').waitFor();
  await page.getByLabel('Only from these networks').fill('10.0.0.0/8');
  await button(page, 'See whom it concerns').click();
  await button(dialog(page, 'Whom this concerns'), 'Save').click();
  const versions = page.getByRole('region', { name: 'Versions' });
  await versions.getByText('Version 3 (the latest)').waitFor();
  await versions.getByText('Only from', { exact: true }).waitFor();
  expect(await state()).toContain('My security');
  await button(versions, 'Restore version 2').click();
  await button(dialog(page, 'Go back to version 2?'), 'Restore it').click();
  await versions.getByText('Version 4 (the latest)').waitFor();
  expect(await state()).toContain('Set up');
});

test('a deleted policy is gone from the list, and its versions are not', async () => {
  const address = page.url();
  await button(page, 'Delete').click();
  await button(dialog(page, 'Delete “At this desk”?'), 'Delete it').click();
  await heading(page, 'No policies of your own yet').waitFor();
  await page.goto(address);
  await page.getByText('Deleted', { exact: true }).waitFor();
  expect(house.faults).toEqual([]);
});
