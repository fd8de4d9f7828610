import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from '../support/browser.ts';
import type { Client } from '../support/client.ts';
import { activePerson, administrator, ownerPassword } from '../support/people.ts';
import { button, dialog, enterPassword, heading, link, saveBackupCodes, shownKey, signIn } from './portal.ts';

/** An administrator plans a rollout, plays it through, starts it, pauses it and goes on. */
let house: House;
let admin: Client;
let page: Page;
let secret: string;
const owner = { username: 'olivia', password: ownerPassword };

beforeAll(async () => {
  house = await openHouse(new Date('2026-03-02T09:00:00Z'));
  admin = await administrator(house.installation, house.server);
  const pia = await activePerson(admin, house.server, 'pia');
  await activePerson(admin, house.server, 'rita');
  const { id } = await admin.must('POST /groups', { name: 'Pilots' });
  await admin.must('POST /groups/:id/members', { add: [pia.user.id] }, { params: { id } });
  page = await house.newPage();
  await enterPassword(page, owner);
  await button(page, 'Set it up now').click();
  secret = await shownKey(page);
  await page.getByLabel('Type the code that the app shows now').fill(await house.code(secret));
  await button(page, 'Confirm').click();
  await saveBackupCodes(page);
  await heading(page, 'Overview').waitFor();
});
afterAll(() => house.close());

test('a rollout is planned as a draft, which does nothing', async () => {
  await link(page, 'Rollouts').click();
  await link(page, 'Plan a rollout').first().click();
  await page.getByLabel('Name of the rollout').fill('2FA for all');
  await button(page, 'Save as a draft').click();
  await page.getByText('Choose a group').waitFor();

  const pilots = page.getByRole('group', { name: 'Wave 1' });
  await pilots.getByRole('combobox', { name: 'Groups' }).or(pilots.getByLabel('Groups')).first().fill('Pil');
  await page.getByRole('option', { name: 'Pilots' }).click();
  await pilots.getByLabel('Starts').fill('2026-03-09T09:00');
  await page.getByRole('group', { name: 'Wave 2' }).getByLabel('Starts').fill('2026-03-16T09:00');
  await page.getByLabel('Your own words').fill('Bring your phone to the canteen.');
  await button(page, 'Save as a draft').click();
  await heading(page, '2FA for all').waitFor();
  await page.getByText('Nothing happens yet.').waitFor();
});

test('played through, it says day by day what would happen', async () => {
  await button(page, 'Play it through').click();
  await page.getByText('If nobody enrolls, 2 people end up locked out').waitFor();
  const events = page.getByRole('list', { name: 'What happens when' });
  await events.getByText('Wave 1 “Pilots” starts: 2FA is required of 1 person.').waitFor();
  await page.getByText('No mail server is set up: nobody is told').waitFor();
  await button(page, 'Show as a table').click();
  await page.getByRole('table', { name: 'People the waves have reached, at the typical pace' }).waitFor();
});

test('started, it follows its schedule; a wave can be moved', async () => {
  await button(page, 'Start').click();
  const asked = dialog(page, 'Start the rollout?');
  await asked.getByText('No wave starts now.').waitFor();
  await asked.getByText('Pilots starts on Mon, 9 Mar 2026, 09:00, announced on Wed, 4 Mar 2026').waitFor();
  await button(asked, 'Start').click();
  await page.getByText('Scheduled', { exact: true }).waitFor();
  await button(page, 'Move “Everyone else”').click();
  await dialog(page, 'Move “Everyone else”').getByLabel('Starts').fill('2026-03-18T09:00');
  await button(dialog(page, 'Move “Everyone else”'), 'Move').click();
  await page.getByRole('table', { name: 'Waves' }).getByText('Wed, 18 Mar 2026, 09:00').waitFor();

  await house.moveTo(new Date('2026-03-09T09:00:01Z'));
  await expect
    .poll(async () => (await admin.must('GET /rollouts')).items[0]?.state, { timeout: 20_000 })
    .toBe('running');
});

test('paused, it says why and what that means; resumed, it goes on', async () => {
  // The session ended in that week.
  await signIn(house, page, { ...owner, secret });
  await link(page, 'Rollouts').click();
  await link(page, '2FA for all').click();
  await button(page, 'Pause').click();
  const asked = dialog(page, 'Pause the rollout?');
  await asked.getByLabel('Stays required').waitFor();
  await asked.getByLabel('Is held too').check();
  await asked.getByLabel('Why').fill('Wrong app recommended.');
  await button(asked, 'Pause').click();
  await page.getByText('Wrong app recommended.', { exact: true }).waitFor();
  await page.getByText('Paused since').waitFor();
  await page.getByRole('table', { name: 'Waves' }).getByText('Reports only').waitFor();

  await button(page, 'Resume').click();
  await dialog(page, 'Resume the rollout?').getByText('Everyone else: Wed, 18 Mar 2026, 09:00').waitFor();
  await dialog(page, 'Resume the rollout?').getByLabel('Give fresh periods').waitFor();
  await button(dialog(page, 'Resume the rollout?'), 'Resume').click();
  await page.getByText('Running', { exact: true }).waitFor();
});

test('a draft whose date passed long ago asks whether it starts now or later, and says of how many', async () => {
  const ron = await activePerson(admin, house.server, 'ron');
  const { id } = await admin.must('POST /groups', { name: 'Branch' });
  await admin.must('POST /groups/:id/members', { add: [ron.user.id] }, { params: { id } });
  const late = await admin.must('POST /rollouts', {
    name: 'Branch',
    instructions: 'Ask at the desk.',
    waves: [
      {
        name: 'Branch',
        who: { kind: 'groups', groupIds: [id] },
        startsAt: '2026-03-02T09:00:00Z',
        graceDays: 7,
        announceDays: 3,
      },
    ],
  });
  await page.goto(`/admin/rollouts/${late.id}`);
  await page.getByText('No wave is announced: nobody reads this.').waitFor();
  await button(page, 'Start').click();
  const asked = dialog(page, 'Start the rollout?');
  await button(asked, 'Start').click();
  await asked.getByText('Choose one of them.').waitFor();
  await asked.getByLabel('Start it now').check();
  await asked.getByText('2FA is required of 1 person. 1 person gets a mail that says so.').waitFor();
  await asked.getByText('This concerns 1 person').waitFor();
  await asked.getByLabel('Start it later').check();
  await asked.getByLabel('Starts').fill('2026-03-20T09:00');
  await asked.getByText('No wave starts now.').waitFor();
  await asked.getByLabel('Start it now').check();
  await button(asked, 'Start: require 2FA of 1 person now').click();
  await page.getByText('Running', { exact: true }).waitFor({ timeout: 30_000 });
});

test('the overview shows the rollout, and each number leads to the list behind it', async () => {
  await expect
    .poll(async () => (await admin.must('GET /dashboard')).byGroup.length, { timeout: 40_000 })
    .toBe(2);
  await link(page, 'Overview').click();
  await link(page, '2FA for all').waitFor();
  await heading(page, 'Enrolled over time').waitFor();
  await link(page, 'Pilots').click();
  await page.getByText('1 shown').waitFor();
});

test('nothing on these pages was refused by the browser', () => {
  expect(house.faults).toEqual([]);
});
