import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from '../support/browser.ts';
import type { Client } from '../support/client.ts';
import { activePerson, administrator, enrollTotp, type Person, startSignIn } from '../support/people.ts';
import {
  alerted,
  button,
  dialog,
  enterPassword,
  heading,
  link,
  proveByCode,
  saveBackupCodes,
  setUpApp,
  signIn,
  signOut,
  stepUp,
} from './portal.ts';

const newPassword = 'copper thistle saddle nineteen';

let house: House;
let admin: Client;
let adam: Person;
let page: Page;
/** Keys of his apps. */
let secret: string;
let tablet: string;
let backupCodes: readonly string[];

beforeAll(async () => {
  house = await openHouse(new Date('2026-03-02T09:00:00Z'));
  admin = await administrator(house.installation, house.server);
  adam = await activePerson(admin, house.server, 'adam');
  await admin.must('PUT /requirements/everyone', { strength: 'forced' });
  ({ secret, backupCodes } = await startSignIn(house.server, adam).then((browser) =>
    enrollTotp(browser, house.now()),
  ));
  page = await house.newPage();
});
afterAll(() => house.close());

const authenticator = (name: string) => page.getByRole('group', { name, exact: true });

test('a second app is added after a proof with the first', async () => {
  await signIn(house, page, { ...adam, secret });
  await page.getByText('Add a second device as a backup').waitFor();
  await button(page, 'Add an authenticator').click();
  const adding = dialog(page, 'Add an authenticator');
  await button(adding, 'Set it up now').click();
  await stepUp(house, page, secret);
  await button(adding, 'Back').click();
  tablet = await setUpApp(house, adding, 'Tablet');
  await authenticator('Tablet').waitFor();
  expect(await page.getByText('Add a second device as a backup').count()).toBe(0);
});

test('it is renamed', async () => {
  await button(authenticator('Tablet'), 'Rename').click();
  const renaming = dialog(page, 'Rename “Tablet”');
  await renaming.getByLabel('Name').fill('Old tablet');
  await button(renaming, 'Save').click();
  await authenticator('Old tablet').waitFor();
});

test('it is renewed: the new key works, the old one does not', async () => {
  const old = tablet;
  await button(authenticator('Old tablet'), 'Renew').click();
  const renewing = dialog(page, 'Renew “Old tablet”');
  tablet = await setUpApp(house, renewing);
  await page.getByText('“Old tablet” is ready to use.').waitFor();
  await signOut(page);

  await house.nextCode();
  await enterPassword(page, adam);
  await proveByCode(page, await house.code(old));
  await alerted(page, 'The code is not right');
  await proveByCode(page, await house.code(tablet));
  await heading(page, 'My security').waitFor();
});

test('it is removed again', async () => {
  await button(authenticator('Old tablet'), 'Remove').click();
  await button(dialog(page, 'Remove “Old tablet”?'), 'Remove it').click();
  await stepUp(house, page, secret);
  await page.getByText('“Old tablet” was removed.').waitFor();
});

test('new backup codes void the old ones', async () => {
  await button(page, 'Make new codes').click();
  const making = dialog(page, 'Make new backup codes?');
  await making.getByText('The 10 you have left stop working.').waitFor();
  await button(making, 'Make new codes').click();
  const codes = await saveBackupCodes(dialog(page, 'Your new backup codes'));
  await signOut(page);

  await enterPassword(page, adam);
  await button(page, 'Backup code').click();
  await page.getByLabel('Backup code').fill(backupCodes[0] ?? '');
  await button(page, 'Continue').click();
  await alerted(page, 'The code is not right');
  await page.getByLabel('Backup code').fill(codes[0] ?? '');
  await button(page, 'Continue').click();
  await page.getByText('9 of 10 left').waitFor();
});

test('the password is changed after a proof, and other sessions end', async () => {
  const other = await house.newPage();
  await signIn(house, other, { ...adam, secret });
  await button(page, 'Change the password').click();
  const changing = dialog(page, 'Change the password');
  await changing.getByLabel('Current password').fill('not this one at all');
  await changing.getByLabel('New password').fill(newPassword);
  await button(changing, 'Change it').click();
  await stepUp(house, page, secret);
  await changing
    .getByText(/not right|wrong|is not your/i)
    .first()
    .waitFor();
  await changing.getByLabel('Current password').fill(adam.password);
  await button(changing, 'Change it').click();
  await page.getByText('Your password was changed.').waitFor();

  await other.reload();
  await other.getByLabel('User name').waitFor();
  adam = { ...adam, password: newPassword };
});

test('sessions are listed, and the others ended', async () => {
  const other = await house.newPage();
  await signIn(house, other, { ...adam, secret });
  await link(page, 'My sessions').click();
  await page.getByText('This one').waitFor();
  await button(page, 'End all others').click();
  await page.getByText('All other sessions have ended.').waitFor();
  await button(page, 'End all others').waitFor({ state: 'detached' });
  expect(await page.getByRole('main').getByRole('listitem').count()).toBe(1);
  await other.reload();
  await other.getByLabel('User name').waitFor();
});

test('all of it stands under activity, and was mailed', async () => {
  await link(page, 'My activity').click();
  for (const what of ['added', 'renewed', 'removed'])
    await page
      .locator('summary', { hasText: `Authenticator ${what} by adam` })
      .first()
      .waitFor();
  await page.locator('summary', { hasText: 'Password changed by adam' }).waitFor();
  const { items } = await admin.must('GET /mails', undefined, { query: { to: adam.user.email } });
  expect(new Set(items.map(({ kind }) => kind))).toEqual(
    new Set([
      'authenticator-added',
      'authenticator-renewed',
      'authenticator-removed',
      'backup-codes-renewed',
      'backup-code-used',
      'password-changed',
    ]),
  );
});

test('on all these pages nothing went wrong and nothing came from elsewhere', () => {
  expect(house.faults).toEqual([]);
});
