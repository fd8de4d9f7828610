import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from '../support/browser.ts';
import type { Client } from '../support/client.ts';
import {
  activePerson,
  administrator,
  enrollTotp,
  ownerPassword,
  type Person,
  startSignIn,
} from '../support/people.ts';
import { button, dialog, enterPassword, heading, link, saveBackupCodes, setUpApp } from './portal.ts';

/** What a change would do, looked at before it is made: in an organisation so large that it takes a thread of its own. */
let house: House;
let admin: Client;
let page: Page;
let ann: Person;

const impact = () => dialog(page, 'Whom this concerns');

const many = (): string =>
  [
    'username,displayName,email',
    ...Array.from({ length: 2_300 }, (_, n) => `user-${n},User ${n},user-${n}@example.com`),
  ].join('\n');

beforeAll(async () => {
  house = await openHouse(new Date('2026-03-02T09:00:00Z'));
  admin = await administrator(house.installation, house.server);
  await admin.must('POST /users/import', { csv: many(), sendActivation: false });
  ann = await activePerson(admin, house.server, 'ann');
  page = await house.newPage();
  await enterPassword(page, { username: 'olivia', password: ownerPassword });
  await setUpApp(house, page);
  await saveBackupCodes(page);
  await heading(page, 'Overview').waitFor();
});
afterAll(() => house.close());

test('before it is switched on, a requirement shows how many must act, and by when', async () => {
  await link(page, 'Require 2FA').click();
  await page.getByRole('radio', { name: 'Mandatory, with time to set it up' }).check();
  await button(page, 'See whom it concerns').click();
  await impact().getByText('This concerns 2,301 people').waitFor();
  await button(impact(), /^2,300 set it up when they activate/).waitFor();
  await heading(impact(), 'If nobody did anything').waitFor();
});

test('a number leads to the people behind it, page by page, and to all of them as a file', async () => {
  await button(impact(), /^1 must set up a second factor by their deadline/).click();
  await impact().getByRole('cell', { name: /^ann/ }).waitFor();
  await button(impact(), /^2,300 set it up/).click();
  await impact().getByText('20 of 2,300 shown').waitFor();
  await button(impact(), 'Show more').click();
  await impact().getByText('40 of 2,300 shown').waitFor();
  const download = page.waitForEvent('download');
  await link(impact(), 'Export as CSV').click();
  const file = await (await download).path();
  const lines = (await readFile(file, 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(2_301);
  expect(lines[0]).toBe('username,displayName,role,category,today,deadline,lockedOutFrom,id');
});

test('what would lock its author out is refused before anybody tries to save it', async () => {
  const id = await page.evaluate(async () => {
    const answer = await fetch('/api/v1/policies/preview', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        change: 'policy',
        policy: { name: 'Nobody', state: 'on', who: { kind: 'everyone' }, action: { kind: 'deny' } },
      }),
    });
    const { id } = (await answer.json()) as { id: string };
    return id;
  });
  await expect
    .poll(
      async () => (await admin.must('GET /policies/previews/:id', undefined, { params: { id } })).refusals,
      {
        timeout: 20_000,
      },
    )
    .toMatchObject([{ code: 'would-lock-out' }]);
});

test('a setting that decisions depend on shows whom it concerns, as soon as it is turned', async () => {
  const params = { id: ann.user.id };
  await admin.must('PUT /users/:id/requirement', { strength: 'forced' }, { params });
  await enrollTotp(await startSignIn(house.server, ann), house.now());
  await admin.must('DELETE /users/:id/requirement', undefined, { params });
  await page.goto('/admin/settings');
  const section = page.getByRole('region', { name: 'Signing in' });
  const asksEnrolled = section.getByLabel('Ask whoever has set up 2FA, even where nothing requires it');
  await asksEnrolled.uncheck();
  await section.getByText('This concerns 1 person').waitFor();
  await button(section, /^1 will not be asked any more/).waitFor();
  await asksEnrolled.check();
});

test('who joins a group or leaves it is shown what that means for them', async () => {
  const { id } = await admin.must('POST /groups', { name: 'Sales' });
  await admin.must('PUT /groups/:id/requirement', { strength: 'forced' }, { params: { id } });
  await page.goto(`/admin/groups/${id}`);
  await button(page, 'Add members').click();
  const joining = dialog(page, 'Add members to “Sales”');
  await joining.getByRole('combobox', { name: 'Users' }).fill('user-77');
  await page.getByRole('option', { name: 'User 77 (user-77)' }).click();
  await page.keyboard.press('Tab');
  await button(joining, /^1 set it up when they activate/).waitFor();
  await button(joining, 'Add').click();
  await button(page, 'Remove User 77 from the group').click();
  const leaving = dialog(page, 'Remove User 77 from “Sales”?');
  await leaving.getByText('This concerns 1 person').waitFor();
  await button(leaving, 'Remove').click();
  await heading(page, 'Nobody is in this group yet').waitFor();
});

test('nothing went wrong behind the pages', () => {
  expect(house.faults).toEqual([]);
});
