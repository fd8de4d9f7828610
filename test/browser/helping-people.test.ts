import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from '../support/browser.ts';
import type { Client } from '../support/client.ts';
import {
  activePerson,
  administrator,
  enrolledPerson,
  ownerPassword,
  type Person,
} from '../support/people.ts';
import {
  button,
  dialog,
  enterPassword,
  heading,
  link,
  saveBackupCodes,
  setUpApp,
  signIn,
  signOut,
  stepUp,
} from './portal.ts';

/** People who lost their telephone, have none, are away, or need some days more; and who helps them. */
let house: House;
let admin: Client;
let desk: Page;
let office: Page;
let olivia: { username: string; password: string; secret: string };
let adam: Person & { secret: string };
let ben: Person;

beforeAll(async () => {
  house = await openHouse(new Date('2026-03-02T09:00:00Z'));
  admin = await administrator(house.installation, house.server);
  await admin.must('PATCH /settings', {
    organisation: { helpDesk: 'Room 12, phone 4711', timeZone: 'UTC' },
    enrollment: { snoozeDays: 3 },
  });
  adam = await enrolledPerson(admin, house.server, 'adam', house.now());
  ben = await activePerson(admin, house.server, 'ben');
  [desk, office] = [await house.newPage(), await house.newPage()];
});
afterAll(() => house.close());

const whole = (on: Page) =>
  on.evaluate(async () => {
    const run = Reflect.get(window, 'axe').run as (context: Document) => Promise<AxeResults>;
    const { violations } = await run(document);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`);
  });

/** On a desktop and on a phone, light and dark. */
const expectNoFaults = async (on: Page): Promise<void> => {
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [360, 'dark'],
  ] as const) {
    await on.setViewportSize({ width, height: 900 });
    await on.emulateMedia({ colorScheme });
    expect(await whole(on), `${width} px, ${colorScheme}`).toEqual([]);
    const wide = await on.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide, `${width} px`).toBe(false);
  }
  await on.setViewportSize({ width: 1280, height: 900 });
  await on.emulateMedia({ colorScheme: 'light' });
};

test('the help desk makes a temporary access code, which is shown once', async () => {
  await enterPassword(office, { username: 'olivia', password: ownerPassword });
  const secret = await setUpApp(house, office);
  await saveBackupCodes(office);
  olivia = { username: 'olivia', password: ownerPassword, secret };
  await office.goto(`/admin/users/${adam.user.id}`);
  await button(office, 'Temporary access code').click();
  const making = dialog(office, 'Temporary access code for adam');
  await making.getByLabel('How did you make sure that it is them?').fill('called back');
  await expectNoFaults(office);
  await button(making, 'Make the code').click();
  await stepUp(house, office, olivia.secret);
  await making.getByText('Shown only this once').waitFor();
  await expectNoFaults(office);
});

test('who lost the telephone sees whom to ask, and gets in with the code to set up a new one', async () => {
  const code = (await office.getByLabel('Temporary access code', { exact: true }).textContent()) ?? '';
  await button(dialog(office, 'Temporary access code for adam'), 'Done').click();
  await office.getByText('A temporary access code waits to be used').waitFor();
  await enterPassword(desk, adam);
  await button(desk, 'I have none of these at hand').click();
  await desk.getByRole('region', { name: 'I have none of these at hand' }).getByText('phone 4711').waitFor();
  await expectNoFaults(desk);
  await desk.getByLabel('Temporary access code').fill(code);
  await button(desk, 'Continue').click();
  await heading(desk, 'Set up a new authenticator').waitFor();
  await expectNoFaults(desk);
  adam = { ...adam, secret: await setUpApp(house, desk) };
  await heading(desk, 'Is the old one lost?').waitFor();
  await expectNoFaults(desk);
  await link(desk, 'Remove what is lost').click();
  await button(desk, 'Sign out').waitFor();
  await expect.poll(() => button(desk, 'Renew').count()).toBe(2);
  await signOut(desk);
});

test('who has no telephone at all finds the other ways at the prompt', async () => {
  await admin.must('PUT /requirements/everyone', { strength: 'soft', days: 7 });
  await enterPassword(desk, ben);
  await button(desk, 'I have no phone').click();
  const ways = desk.getByRole('region', { name: 'I have no phone' });
  await ways.getByText('security key that you plug in').waitFor();
  await ways.getByText('temporary access code').waitFor();
  await expectNoFaults(desk);
});

test('leave is noted on the user’s page, and moves the deadline behind the return', async () => {
  await office.goto(`/admin/users/${ben.user.id}`);
  await button(office, 'Leave').click();
  const leave = dialog(office, 'Leave of ben');
  await leave.getByLabel('Last day of leave').fill('2026-03-10');
  await expectNoFaults(office);
  await button(leave, 'Save').click();
  await office.getByText('On leave').waitFor();
  const { twoFactor } = await admin.must('GET /users/:id', undefined, { params: { id: ben.user.id } });
  expect(twoFactor.period?.deadline).toBe('2026-03-17T23:59:59.999Z');
});

test('in its last days the deadline is moved once, at the prompt', async () => {
  await house.moveTo(new Date('2026-03-16T09:00:00Z'));
  await enterPassword(desk, ben);
  await button(desk, 'Give me 3 more days').waitFor();
  await expectNoFaults(desk);
  await button(desk, 'Give me 3 more days').click();
  await button(desk, 'Give me 3 more days').waitFor({ state: 'detached' });
  await desk.getByText('20 March 2026').waitFor();
  await button(desk, 'Skip for now').click();
  await signOut(desk);
});

test('a mail text is edited with a preview beside it, and taken back', async () => {
  await signIn(house, office, olivia);
  await office.goto('/admin/mail-texts');
  await office.getByText('The password was changed').waitFor();
  await expectNoFaults(office);
  await button(office, 'Edit: The password was changed').click();
  const editing = dialog(office, 'The password was changed');
  await editing.getByLabel('Text', { exact: true }).fill('Somebody changed it, {nobody}.');
  await button(editing, 'Show as a mail').click();
  await editing.getByText('has {nobody}').waitFor();
  await editing.getByLabel('Text', { exact: true }).fill('Somebody changed it, {name}.');
  await button(editing, 'Show as a mail').click();
  await editing.getByRole('region', { name: 'Preview' }).getByText('Somebody changed it, Anna').waitFor();
  await expectNoFaults(office);
  await button(editing, 'Save').click();
  await stepUp(house, office, olivia.secret);
  await office.getByText('Edited', { exact: true }).waitFor();
  await button(office, 'Edit: The password was changed').click();
  await button(editing, 'Back to the built-in text').click();
  await office.getByText('Edited', { exact: true }).waitFor({ state: 'detached' });
});

test('four weeks after setting up, the account page asks for a quick look, once', async () => {
  await house.moveTo(new Date('2026-04-02T09:00:00Z'));
  await signIn(house, desk, adam);
  await heading(desk, 'A quick look at your second factor').waitFor();
  await desk.getByText('Your authenticator app works: you have just used it.').waitFor();
  await expectNoFaults(desk);
  await button(desk, 'All is well').click();
  await heading(desk, 'A quick look at your second factor').waitFor({ state: 'detached' });
  await link(desk, 'My activity').click();
  await desk.getByText('Check-up done').or(desk.getByText('Check up done')).first().waitFor();
});

test('no page broke the content security policy, logged an error, or asked another origin', () => {
  expect(house.faults).toEqual([]);
});
