import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from '../support/browser.ts';
import type { Client } from '../support/client.ts';
import { activePerson, administrator, ownerPassword, type Person } from '../support/people.ts';
import { button, enterPassword, heading, link, saveBackupCodes, setUpApp } from './portal.ts';

/** Somebody at the help desk asks why a login went as it did, and how another would. */
let house: House;
let admin: Client;
let office: Page;
let ada: Person;
let reporting: string;
const owner = { username: 'olivia', password: ownerPassword, secret: '' };

beforeAll(async () => {
  house = await openHouse(new Date('2026-03-02T09:00:00Z'));
  admin = await administrator(house.installation, house.server);
  ada = await activePerson(admin, house.server, 'ada');
  const everyone = { kind: 'everyone' } as const;
  await admin.must('POST /policies', {
    name: 'Abroad',
    who: everyone,
    conditions: { outsideNetworks: ['127.0.0.0/8', '::1/128'] },
    action: { kind: 'require', requirement: { strength: 'forced' } },
    state: 'on',
  });
  ({ id: reporting } = await admin.must('POST /policies', {
    name: 'Not on Mondays',
    who: everyone,
    conditions: { times: [{ weekdays: [1], from: '00:00', to: '24:00', timeZone: 'UTC' }] },
    action: { kind: 'deny' },
    state: 'report-only',
  }));
  office = await house.newPage();
  await enterPassword(office, owner);
  owner.secret = await setUpApp(house, office);
  await saveBackupCodes(office);
  await heading(office, 'Overview').waitFor();
});
afterAll(() => house.close());

const criteria = (policy: string) => office.getByRole('list', { name: `Criteria of ${policy}` });

test('from the user’s page, it shows what their next login would meet', async () => {
  await office.goto(`/admin/users/${ada.user.id}`);
  await link(office, 'Explain a login').click();
  await heading(office, 'Explain a login').waitFor();
  await heading(office, 'Made to set up a second factor, then let in.').waitFor();
  await criteria('Abroad').getByText('the address is not known').waitFor();
});

test('from the office’s own network, a password is enough, and each criterion says why', async () => {
  await office.getByLabel('Network address').fill('127.0.0.1');
  await button(office, 'Explain').click();
  await heading(office, 'Let in with the password alone.').waitFor();
  expect(await criteria('Abroad').getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringMatching(/Hit\s+everyone — ada/),
    expect.stringMatching(/Missed\s+outside of 127\.0\.0\.0\/8 or ::1\/128 — 127\.0\.0\.1/),
  ]);
  await office.reload();
  await heading(office, 'Let in with the password alone.').waitFor();
});

test('what is mistyped is said beside its field', async () => {
  await office.getByLabel('Network address').fill('the moon');
  await button(office, 'Explain').click();
  await office.getByText('Must be an IPv4 or IPv6 address').first().waitFor();
});

test('a past sign-in is explained from the audit log by the rules of its day', async () => {
  const desk = await house.newPage();
  await enterPassword(desk, ada);
  await heading(desk, 'My security').waitFor();
  await desk.context().close();
  await admin.must('PUT /requirements/everyone', { strength: 'forced' });

  await office.goto(`/admin/users/${ada.user.id}`);
  await office.locator('summary', { hasText: 'Sign-in completed' }).first().click();
  await link(office, 'Explain this sign-in').click();
  await heading(office, 'Explain a sign-in').waitFor();
  await heading(office, 'Let in with the password alone.').waitFor();
  await criteria('Not on Mondays').waitFor();
  expect(await criteria('Everyone').count()).toBe(0);
});

test('the page of a policy in report-only sums up what it would have done', async () => {
  await office.goto(`/admin/policies/${reporting}`);
  const sums = office.getByRole('region', { name: 'What it would have done' });
  await sums.getByRole('listitem').getByText('refused', { exact: true }).waitFor();
  await sums.getByRole('img', { name: /^Sign-ins by day/ }).waitFor();
  await sums.getByRole('link', { name: 'Explain the sign-in of ada' }).first().click();
  await heading(office, 'Let in with the password alone.').waitFor();
});

test('on all these pages nothing went wrong and nothing came from elsewhere', () => {
  expect(house.faults).toEqual([]);
});
