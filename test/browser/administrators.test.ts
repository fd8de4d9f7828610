import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from '../support/browser.ts';
import type { Client } from '../support/client.ts';
import { activePerson, administrator, enrollTotp, ownerPassword, startSignIn } from '../support/people.ts';
import {
  button,
  dialog,
  enterPassword,
  heading,
  link,
  saveBackupCodes,
  setUpApp,
  signIn,
  stepUp,
} from './portal.ts';

/** Two owners, and what the one does not do without the other; one test a step, each on those before. */
const olivia = { username: 'olivia', password: ownerPassword, secret: '' };
const otto = { username: 'otto', password: '', secret: '' };

let house: House;
let admin: Client;
let office: Page;
let annex: Page;

beforeAll(async () => {
  house = await openHouse(new Date('2026-03-02T09:00:00Z'));
  admin = await administrator(house.installation, house.server);
  await activePerson(admin, house.server, 'meter');
  // Where it takes two, a role is given to nobody without a second factor.
  const ann = await activePerson(admin, house.server, 'ann');
  await admin.must('PUT /users/:id/requirement', { strength: 'forced' }, { params: { id: ann.user.id } });
  await enrollTotp(await startSignIn(house.server, ann), house.now());
  office = await house.newPage();
  annex = await house.newPage();
  await enterPassword(office, olivia);
  olivia.secret = await setUpApp(house, office);
  await saveBackupCodes(office);
  await heading(office, 'Overview').waitFor();
}, 180_000);
afterAll(() => house.close());

const choose = async (on: ReturnType<typeof dialog>, label: string, username: string): Promise<void> => {
  await on.getByLabel(label, { exact: true }).first().fill(username);
  await on.page().getByRole('option', { name: username, exact: true }).click();
};

test('a service account is exempted: who answers for it, why, and until when', async () => {
  await link(office, 'Exemptions').click();
  await heading(office, 'Nobody is exempt').waitFor();
  await button(office, 'Exempt a user').click();
  const form = dialog(office, 'Exempt a user');
  await choose(form, 'User', 'meter');
  await form.getByLabel('Reason').fill('Reads the meters; it has no hands to hold a phone.');
  await form.getByLabel('Last day').fill('2026-03-12');
  await button(form, 'Exempt').click();
  await stepUp(house, office, olivia.secret);
  const row = office.getByRole('row', { name: /meter/ });
  await row.getByText('in 10 days').waitFor();
  await row.getByText('olivia', { exact: true }).waitFor();
});

test('it shows on the user’s own page, and can be ended there', async () => {
  await link(office, 'meter').click();
  const section = office.getByRole('region', { name: 'Exemption', exact: true });
  await button(section, 'End now').click();
  await button(dialog(office, 'End the exemption of meter?'), 'End it now').click();
  await section.getByText('Not exempt.').waitFor();
});

test('once there are two who could approve for each other, the portal recommends it', async () => {
  await link(office, 'Approvals').click();
  await heading(office, 'Nothing waits for a decision').waitFor();
  expect(await office.getByText('Let a second person look').count()).toBe(0);

  const person = await activePerson(admin, house.server, otto.username);
  otto.password = person.password;
  await admin.must('PUT /users/:id/role', { role: 'owner' }, { params: { id: person.user.id } });
  otto.secret = (await enrollTotp(await startSignIn(house.server, person), house.now())).secret;
  await office.reload();
  await link(office, 'Choose which acts').click();
  const form = office.locator('form', { has: office.getByText('Acts that need a second person') });
  await form.getByLabel('Giving and taking roles').check();
  await form.getByLabel('Turning enforcement off or weakening it').check();
  await button(form, 'Save').click();
  await office.getByText('Saved.').waitFor();
});

test('a role is given only with a reason, and waits for the other owner', async () => {
  await link(office, 'Users').click();
  await link(office, /^ann/).click();
  await button(office, 'Change the role').click();
  const form = dialog(office, 'Role of ann');
  await form.getByRole('radio', { name: 'Auditor' }).check();
  await button(form, 'Save').click();
  const question = dialog(office, 'A second person has to approve this');
  await question.getByLabel('Why, for the second person').fill('She checks our logs from April on.');
  await button(question, 'Ask for approval').click();
  await question.getByText('Nothing has been changed yet.').waitFor();
  await link(question, 'Show approvals').click();
  await heading(office, 'Approvals').waitFor();
  await button(office, 'Withdraw').waitFor();
  expect(await button(office, 'Approve').count()).toBe(0);
});

test('the other owner reads who, what and why, proves it is them, and approves', async () => {
  await signIn(house, annex, otto);
  await link(annex, 'Approvals').click();
  const request = annex.getByRole('listitem').filter({ hasText: 'She checks our logs from April on.' });
  await request.getByText('Asked by olivia', { exact: false }).waitFor();
  await request.getByText('auditor', { exact: true }).waitFor();
  await button(request, 'Approve').click();
  await button(dialog(annex, 'Approve this?'), 'Approve').click();
  await stepUp(house, annex, otto.secret);
  await annex.getByText('Carried out', { exact: true }).waitFor();
  const { items } = await admin.must('GET /users', undefined, { query: { q: 'ann' } });
  expect(items).toMatchObject([{ role: 'auditor' }]);
});

test('the page of administrators lists her now, and says what each role may do', async () => {
  await link(annex, 'Administrators').click();
  await annex.getByRole('row', { name: /ann.*Auditor.*Authenticator app/s }).waitFor();
  await annex.getByText('Give and take roles').waitFor();
});

test('the strict profile says what it will do before it is turned on', async () => {
  await link(annex, 'Settings').click();
  const form = annex.locator('form', { has: annex.getByRole('switch', { name: 'Strict profile' }) });
  await form.getByRole('switch', { name: 'Strict profile' }).click();
  await form.getByText('Exemptions and remembered devices do not count', { exact: false }).waitFor();
  await button(form, 'Save').click();
  await annex.getByText('Saved.').waitFor();
  expect((await admin.must('GET /settings')).strictProfile).toEqual({ on: true });
});

test('and waits for the other owner before it is turned off again', async () => {
  const form = annex.locator('form', { has: annex.getByRole('switch', { name: 'Strict profile' }) });
  await form.getByRole('switch', { name: 'Strict profile' }).click();
  await button(form, 'Save').click();
  await dialog(annex, 'A second person has to approve this').waitFor();
  await annex.keyboard.press('Escape');
  expect((await admin.must('GET /settings')).strictProfile).toEqual({ on: true });
  expect(house.faults).toEqual([]);
});
