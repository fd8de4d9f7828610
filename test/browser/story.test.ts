import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from '../support/browser.ts';
import { ownerPassword, userPassword } from '../support/people.ts';
import {
  alerted,
  button,
  dialog,
  enterPassword,
  heading,
  link,
  proveByCode,
  saveBackupCodes,
  scan,
  setUpApp,
  shownKey,
  signIn,
  signOut,
  stepUp,
} from './portal.ts';

/** The main job from beginning to end, one test a step, each on what the ones before have done. */
const sample = new URL('../../docs/samples/users.csv', import.meta.url);
const helpDesk = 'Room 12, phone 4711';
const owner = { username: 'olivia', password: ownerPassword, secret: '' };
const hana = { username: 'hana.garcia', password: userPassword, secret: '', backupCodes: [''] };
const anton = { username: 'anton.rossi', password: userPassword };

let house: House;
/** The owner's browser, and that of whoever of the users it is about. */
let office: Page;
let desk: Page;

beforeAll(async () => {
  house = await openHouse(new Date('2026-03-02T09:00:00Z'));
  office = await house.newPage();
  desk = await house.newPage();
});
afterAll(() => house.close());

test('the link in the terminal creates the first owner', async () => {
  const setupLink = /http:\S+\/setup#\S+/.exec(house.server.output())?.[0];
  await office.goto(setupLink ?? 'about:blank');
  await office.getByLabel('User name').fill(owner.username);
  await office.getByLabel('Your name').fill('Olivia Owens');
  await office.getByLabel('E-mail address').fill('olivia@example.com');
  await office.getByLabel('Password', { exact: true }).fill(owner.password);
  await button(office, 'Create the owner').click();

  await heading(office, 'Set up two-factor authentication').waitFor();
  await office.getByText('Required by the rule for administrators').waitFor();
  expect(await button(office, 'Skip for now').count()).toBe(0);
});

test('the owner sets up an app with the QR code, and saves 10 backup codes', async () => {
  await button(office, 'Set it up now').click();
  const key = await shownKey(office);
  const uri = new URL((await scan(office.getByAltText('QR code of the key below'))) ?? '');
  expect(`${uri.protocol}//${uri.host}`).toBe('otpauth://totp');
  expect(uri.searchParams.get('secret')).toBe(key);
  expect(decodeURIComponent(uri.pathname)).toContain(owner.username);
  owner.secret = key;

  await office.getByLabel('Type the code that the app shows now').fill(await house.code(key));
  await button(office, 'Confirm').click();
  const codes = await saveBackupCodes(office);
  expect(new Set(codes).size).toBe(10);
  await heading(office, 'Overview').waitFor();
});

test('the owner says whom people ask when they are locked out', async () => {
  await link(office, 'Settings').click();
  const organisation = office.locator('form', { has: office.getByLabel('Help desk') });
  await organisation.getByLabel('Help desk').fill(helpDesk);
  await button(organisation, 'Save').click();
  await office.getByText('Saved.').waitFor();
});

test('a file with mistakes is reported by line, and nobody is imported', async () => {
  await office.goto('/admin/users/import');
  const [header = '', first = '', ...rest] = (await readFile(sample, 'utf8')).trim().split('\n');
  const faulty = [header, first, first, 'no.mail,No Mail,,Sales', ...rest].join('\n');
  await checkFile(Buffer.from(faulty));
  const mistakes = office.getByRole('table', { name: 'Mistakes by line' });
  await mistakes.getByRole('row', { name: /^3 username/ }).waitFor();
  await mistakes.getByRole('row', { name: /^4 email/ }).waitFor();

  await office.goto('/admin/users');
  await office.getByText('1 shown').waitFor();
});

test('the clean file brings in 200 users in 4 groups, and mails each a link', async () => {
  await office.goto('/admin/users/import');
  await checkFile(await readFile(sample));
  await office.getByText('200 users in 4 groups').waitFor();
  await button(office, 'Import 200 users').click();
  await heading(office, 'Users').waitFor();
  await link(office, 'Overview').click();
  await heading(office, '1 of 201 users have set up a second factor').waitFor();
  await link(office, 'Groups').click();
  await link(office, 'Engineering').waitFor();
  expect(await office.getByRole('table', { name: 'Groups' }).getByRole('row').count()).toBe(1 + 4);
});

const checkFile = async (buffer: Buffer): Promise<void> => {
  const chooser = office.waitForEvent('filechooser');
  await office.getByLabel('Choose a file').click();
  await (await chooser).setFiles({ name: 'users.csv', mimeType: 'text/csv', buffer });
  await button(office, 'Check the file').click();
};

/** Opens the newest mail to somebody and takes the link out of it. */
const linkMailedTo = async (address: string): Promise<string> => {
  await office.goto(`/admin/mail?to=${address}`);
  await button(office, /Activate your account/)
    .first()
    .click();
  const text = await office.getByRole('region', { name: 'Text of the mail' }).textContent();
  return /http\S+/.exec(text ?? '')?.[0] ?? '';
};

test.each([hana, anton])(
  'without a mail server the mail is read in the portal: $username activates with its link',
  async (user) => {
    await desk.goto(await linkMailedTo(`${user.username}@example.com`));
    expect(await desk.getByLabel('Your user name').inputValue()).toBe(user.username);
    await desk.getByLabel('Password', { exact: true }).fill(user.password);
    await button(desk, 'Activate').click();
    await heading(desk, 'My security').waitFor();
    await signOut(desk);
  },
);

test('before 2FA is required of everyone, the page says how many people that concerns', async () => {
  await office.goto('/admin/requirement');
  const everyone = office.getByRole('radiogroup', { name: 'Two-factor authentication is' });
  await everyone.getByRole('radio', { name: 'Mandatory, with time to set it up' }).check();
  expect(await office.getByLabel('Enrollment period, in days').inputValue()).toBe('7');
  await button(office, 'See whom it concerns').click();

  const impact = dialog(office, 'Whom this concerns');
  await impact.getByText('This concerns 200 people').waitFor();
  await impact.getByText('9 March 2026').waitFor();
  await button(impact, 'Require 2FA of 200 people').click();
  await office.getByText('The requirement is in force.').waitFor();
});

test('a user sees who requires 2FA and until when, skips, and is asked again', async () => {
  for (const time of ['2026-03-02T12:00:00Z', '2026-03-03T08:00:00Z']) {
    await house.moveTo(new Date(time));
    await enterPassword(desk, hana);
    await desk.getByText('Required by your organisation, until').waitFor();
    expect(await desk.locator('time').first().textContent()).toContain('9 March 2026');
    await button(desk, 'Skip for now').click();
    await heading(desk, 'My security').waitFor();
    await signOut(desk);
  }
});

test('she sets it up: key to copy, code, backup codes to copy, download and print', async () => {
  await enterPassword(desk, hana);
  await button(desk, 'Set it up now').click();
  hana.secret = await shownKey(desk);
  await button(desk, 'Copy').click();
  expect(await clipboard()).toBe(hana.secret);

  const code = desk.getByLabel('Type the code that the app shows now');
  await code.fill('000000');
  await button(desk, 'Confirm').click();
  await alerted(desk, 'The code is not right');
  await code.fill(await house.code(hana.secret));
  await button(desk, 'Confirm').click();

  await heading(desk, 'Save your backup codes').waitFor();
  await button(desk, 'Copy').click();
  const copied = (await clipboard()).split('\n');
  const [download] = await Promise.all([desk.waitForEvent('download'), button(desk, 'Download').click()]);
  const file = await readFile(await download.path(), 'utf8');
  await desk.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', '');
  });
  await button(desk, 'Print').click();
  expect(await desk.locator('body[data-printed]').count()).toBe(1);

  hana.backupCodes = [...(await saveBackupCodes(desk))];
  expect(copied).toEqual(hana.backupCodes);
  expect(file.split('\n')).toEqual(expect.arrayContaining(hana.backupCodes));
  await heading(desk, 'My security').waitFor();
  await signOut(desk);
});

const clipboard = (): Promise<string> => desk.evaluate(() => navigator.clipboard.readText());

test('she signs in with a code, and the same code does not work again', async () => {
  await signIn(house, desk, hana);
  await signOut(desk);
  await enterPassword(desk, hana);
  await proveByCode(desk, await house.code(hana.secret));
  await alerted(desk, 'The code was used already');
});

test('she signs in with a backup code, once', async () => {
  const [used = '', ...left] = hana.backupCodes;
  await useBackupCode(used);
  await desk.getByText(`${left.length} of 10 left`).waitFor();
  await signOut(desk);

  await enterPassword(desk, hana);
  await useBackupCode(used);
  await alerted(desk, 'The code is not right');
  await useBackupCode(left[0] ?? '');
  await desk.getByText('8 of 10 left').waitFor();
  await signOut(desk);
});

const useBackupCode = async (code: string): Promise<void> => {
  const field = desk.getByLabel('Backup code');
  if (!(await field.isVisible())) await button(desk, 'Backup code').click();
  await field.fill(code);
  await button(desk, 'Continue').click();
};

test('another lets the deadline pass, and reads why he is locked out and whom to ask', async () => {
  await house.moveTo(new Date('2026-03-10T08:00:00Z'));
  await enterPassword(desk, anton);
  await heading(desk, 'You cannot sign in now').waitFor();
  await heading(desk, 'Whom to ask').waitFor();
  expect(await desk.getByText(helpDesk).count()).toBeGreaterThan(0);
  await desk.getByText('Tell them your user name: anton.rossi').waitFor();
  expect(await desk.getByRole('note').textContent()).toMatch(
    /time to set up a second factor has run out.+9 March 2026/,
  );
  await button(desk, 'Back to the sign-in').click();
});

test('the owner finds him by the status “expired” and resets his period with a note', async () => {
  await signIn(house, office, owner);
  await link(office, 'Users').click();
  await office.getByLabel('2FA status').selectOption({ label: 'Expired' });
  await office.getByText('1 shown').waitFor();
  await link(office, 'Anton Rossi').click();
  await button(office, 'New enrollment period').click();
  const reset = dialog(office, 'New enrollment period for Anton Rossi');
  await reset.getByLabel('How did you make sure that it is them?').fill('called back on 4711');
  await reset.getByLabel('Note').fill('was on leave');
  await button(reset, 'Give a new period').click();
  await stepUp(house, office, owner.secret);
  await office.getByText(/Anton Rossi has time until .*17 March 2026/).waitFor();
});

test('then he gets in, and sets up his app', async () => {
  await enterPassword(desk, anton);
  await desk.getByText('Required by your organisation, until').waitFor();
  await setUpApp(house, desk);
  await saveBackupCodes(desk);
  await heading(desk, 'My security').waitFor();
});

test('the audit log tells who did it and how the identity was verified', async () => {
  await office.goto('/admin/audit?kind=enrollment-period.reset');
  await office.getByRole('button', { name: /olivia → anton\.rossi/ }).click();
  await office.getByText('called back on 4711').waitFor();
});

test('a rescue command in the terminal turns enforcement off and on again', async () => {
  await house.installation.cli(['rescue', 'disable-enforcement']);
  await office.reload();
  await office.getByText('Enforcement is off: nobody but administrators is required to use 2FA').waitFor();
  await desk.reload();
  await desk.getByText('Your organisation does not require it of you.').waitFor();
  await house.installation.cli(['rescue', 'enable-enforcement']);
  await office.reload();
  await heading(office, 'Audit log').waitFor();
  expect(await office.getByText('Enforcement is off').count()).toBe(0);
  await desk.reload();
  await desk.getByText('Required by your organisation.').waitFor();
});

test('on all these pages nothing went wrong and nothing came from elsewhere', () => {
  expect(house.faults).toEqual([]);
});
