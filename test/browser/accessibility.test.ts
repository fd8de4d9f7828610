import type { AxeResults } from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from '../support/browser.ts';
import type { Client } from '../support/client.ts';
import { receiveMail } from '../support/mailbox.ts';
import {
  activePerson,
  administrator,
  enrollTotp,
  ownerPassword,
  type Person,
  startSignIn,
} from '../support/people.ts';
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
  shownKey,
} from './portal.ts';

/** Every page and state, as axe sees it: light and dark, on a desktop and on a phone. */
const start = new Date('2026-03-02T09:00:00Z');
const owner = { username: 'olivia', password: ownerPassword };

let house: House;
let admin: Client;
let page: Page;
let enrolled: Person;
let expired: Person;
let inPeriod: Person;
let audrey: Person;
let staged: string;
let activation: string;

beforeAll(async () => {
  house = await openHouse(start);
  page = await house.newPage();
});
afterAll(() => house.close());

/** Colours and layout change between these; all that does not is looked at in the first and the last. */
const looks = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark', only: 'color-contrast' },
  { width: 360, colorScheme: 'light', only: 'color-contrast' },
  { width: 360, colorScheme: 'dark' },
] as const;

/** What axe finds on the page as it is now, in all looks, and whether it fits on a phone. */
const faultsOf = async (on: Page): Promise<string[]> => {
  const found: string[] = [];
  for (const look of looks) {
    const name = `${look.width} px, ${look.colorScheme}`;
    await on.setViewportSize({ width: look.width, height: 900 });
    await on.emulateMedia({ colorScheme: look.colorScheme });
    const { violations, wide } = await on.evaluate(
      async (only) => {
        const ending = document
          .getAnimations()
          .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
        await Promise.allSettled(ending.map(({ finished }) => finished));
        const run = Reflect.get(window, 'axe').run as (
          context: Document,
          options: object,
        ) => Promise<AxeResults>;
        const results = await run(document, only ? { runOnly: only } : {});
        const { scrollWidth, clientWidth } = document.documentElement;
        return { violations: results.violations, wide: scrollWidth > clientWidth };
      },
      'only' in look ? look.only : undefined,
    );
    if (wide) found.push(`${name}: wider than the screen`);
    for (const { id, help, nodes } of violations)
      found.push(
        `${name}: ${id}, ${help}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
      );
  }
  await on.setViewportSize({ width: 1280, height: 900 });
  await on.emulateMedia({ colorScheme: 'light' });
  return found;
};

const expectNoFaults = async (on: Page = page): Promise<void> => {
  expect(await faultsOf(on)).toEqual([]);
};

test('before there is an owner', async () => {
  await page.goto('/sign-in');
  await heading(page, 'Almost there').waitFor();
  await expectNoFaults();
  await page.goto(/http:\S+\/setup#\S+/.exec(house.server.output())?.[0] ?? '');
  await heading(page, 'Create the first owner').waitFor();
  await expectNoFaults();
  await button(page, 'Create the owner').click();
});

test('signing in: password, and a wrong one', async () => {
  admin = await administrator(house.installation, house.server);
  await page.goto('/sign-in');
  await heading(page, 'Sign in').waitFor();
  await expectNoFaults();
  await enterPassword(page, { ...owner, password: 'not the right one' });
  await alerted(page, 'not right');
  await expectNoFaults();
});

let secret = '';

test('setting up: choice, QR code, a wrong code, backup codes', async () => {
  await enterPassword(page, owner);
  await heading(page, 'Set up two-factor authentication').waitFor();
  await expectNoFaults();
  await button(page, 'Set it up now').click();
  secret = await shownKey(page);
  await expectNoFaults();
  const code = page.getByLabel('Type the code that the app shows now');
  await code.fill('000000');
  await button(page, 'Confirm').click();
  await alerted(page, 'not right');
  await expectNoFaults();
  await code.fill(await house.code(secret));
  await button(page, 'Confirm').click();
  await button(page, 'Continue').click();
  await page.getByText('Save the codes first').waitFor();
  await expectNoFaults();
  await saveBackupCodes(page);
});

test('the overview and the users of a fresh installation', async () => {
  await page.getByText('Add the people of your organisation first').waitFor();
  await expectNoFaults();
  await page.goto('/admin/groups');
  await page.getByText('No groups yet').waitFor();
  await expectNoFaults();
});

test('an organisation grows: somebody of every status', async () => {
  enrolled = await activePerson(admin, house.server, 'enrico');
  expired = await activePerson(admin, house.server, 'xavier');
  inPeriod = await activePerson(admin, house.server, 'petra');
  const person = { username: 'stan', displayName: 'Stan Staged', email: 'stan@example.com' };
  staged = (await admin.must('POST /users', person)).id;
  ({ url: activation } = await admin.must('POST /users/:id/activation-link', undefined, {
    params: { id: staged },
  }));
  const { id } = await admin.must('POST /groups', { name: 'Engineering', description: 'Those who build' });
  await admin.must(
    'POST /groups/:id/members',
    { add: [enrolled.user.id, expired.user.id] },
    { params: { id } },
  );
  await admin.must('PUT /requirements/everyone', { strength: 'soft', days: 2 });
  await enrollTotp(await startSignIn(house.server, enrolled), house.now());
  await house.moveTo(new Date('2026-03-05T09:00:00Z'));
  const verified = { days: 7, identityVerifiedBy: 'in person', note: '' };
  await admin.must('POST /users/:id/enrollment-period/reset', verified, { params: { id: inPeriod.user.id } });
});

test('signing in: each second factor, a skippable set-up, a refusal', async () => {
  const visitor = await house.newPage();
  await enterPassword(visitor, enrolled);
  await visitor.getByLabel('Code from your authenticator app').waitFor();
  await expectNoFaults(visitor);
  await button(visitor, 'Backup code').click();
  await visitor.getByLabel('Backup code').waitFor();
  await expectNoFaults(visitor);
  await button(visitor, 'Sign in as somebody else').click();

  await enterPassword(visitor, inPeriod);
  await button(visitor, 'Skip for now').waitFor();
  await expectNoFaults(visitor);
  await button(visitor, 'Sign in as somebody else').click();

  await enterPassword(visitor, expired);
  await heading(visitor, 'You cannot sign in now').waitFor();
  await expectNoFaults(visitor);
  await visitor.context().close();
});

test('links: activation, password reset, one that is void, none', async () => {
  const mailbox = await receiveMail(admin);
  const visitor = await house.newPage();
  await visitor.goto('/forgot-password');
  await heading(visitor, 'Forgotten your password?').waitFor();
  await expectNoFaults(visitor);
  await visitor.getByLabel('User name').fill(enrolled.username);
  await button(visitor, 'Send the link').click();
  await heading(visitor, 'Look into your mail').waitFor();
  await expectNoFaults(visitor);
  await visitor.goto(await mailbox.readLink(enrolled.user.email));
  await admin.must('PATCH /settings', { mail: { smtp: null } });
  await mailbox.stop();
  await heading(visitor, 'Choose a new password').waitFor();
  await expectNoFaults(visitor);
  await visitor.goto(activation);
  await heading(visitor, 'Welcome, Stan Staged').waitFor();
  await expectNoFaults(visitor);
  await visitor.goto('/activate');
  await heading(visitor, 'Open the link once more').waitFor();
  await expectNoFaults(visitor);
  await visitor.goto('/reset-password#AAAA');
  await heading(visitor, 'The link could not be opened').waitFor();
  await expectNoFaults(visitor);
  await visitor.context().close();
});

test.each([
  ['/admin', /of 5 users have set up/],
  ['/admin/users', 'All users'],
  ['/admin/users?q=nobody', 'Nobody matches these filters'],
  ['/admin/users/import', 'The file'],
  ['/admin/groups', 'Groups'],
  ['/admin/requirement', 'Other rules that are on'],
  ['/admin/policies', 'Built-in policies'],
  ['/admin/policies/new', 'New policy'],
  ['/admin/explain', 'Explain a login'],
  ['/admin/rollouts', 'Planned and under way'],
  ['/admin/rollouts/new', 'Announcement'],
  ['/admin/jobs', 'No jobs yet'],
  ['/admin/mail', 'Mails'],
  ['/admin/audit', 'Newest first'],
  ['/admin/tokens', 'API tokens'],
  ['/admin/settings', 'Sessions'],
  ['/admin/exemptions', 'Nobody is exempt'],
  ['/admin/approvals', 'Nothing waits for a decision'],
  ['/admin/administrators', 'What each role may do'],
  ['/account', 'Backup codes'],
  ['/account/sessions', 'Signed in now'],
  ['/account/activity', 'What happened'],
  ['/nowhere', 'There is no page at this address'],
])('%s', async (path, shows) => {
  await signInAgain();
  await page.goto(path);
  await heading(page, shows).waitFor();
  await page.waitForLoadState('networkidle');
  await expectNoFaults();
});

/** The owner's session has ended since the fresh installation was looked at. */
const signInAgain = async (): Promise<void> => {
  await page.goto('/account');
  if (!page.url().includes('/sign-in')) return;
  await enterPassword(page, owner);
  await proveByCode(page, await house.code(secret));
  await button(page, 'Sign out').waitFor();
};

test('one user, one group', async () => {
  for (const { user } of [enrolled, expired]) {
    await page.goto(`/admin/users/${user.id}`);
    await heading(page, 'What happened').waitFor();
    await page.waitForLoadState('networkidle');
    await expectNoFaults();
    await link(page, 'Explain a login').click();
    await heading(page, 'Policies').waitFor();
    await expectNoFaults();
  }
  await page.goto(`/admin/users/${staged}`);
  await heading(page, 'Not activated yet').waitFor();
  await button(page, 'Make a link to hand over').click();
  await button(page, 'Copy the link').waitFor();
  await expectNoFaults();
  await page.goto('/admin/groups');
  await link(page, 'Engineering').click();
  await heading(page, '2 members').waitFor();
  await expectNoFaults();
  await button(page, /^Remove .* from the group$/)
    .first()
    .click();
  await page.getByRole('dialog').getByText('This concerns').waitFor();
  await expectNoFaults();
});

test('what a setting would change, before it is saved', async () => {
  await page.goto('/admin/settings');
  const asksEnrolled = page.getByLabel('Ask whoever has set up 2FA, even where nothing requires it');
  await asksEnrolled.uncheck();
  await page.getByText('This concerns').waitFor();
  await expectNoFaults();
  await asksEnrolled.check();
});

test('what an act on all users would change, before it is begun', async () => {
  await page.goto('/admin/users');
  await page.getByLabel('Select all users shown').check();
  await button(page, 'Require 2FA').click();
  await dialog(page, 'Require 2FA').getByText('This concerns').waitFor();
  await expectNoFaults();
});

test('one policy, its editor and its versions', async () => {
  const { id } = await admin.must('POST /policies', {
    name: 'At night',
    description: 'Nobody works then.',
    who: { kind: 'everyone' },
    conditions: {
      outsideNetworks: ['203.0.113.0/24', '2001:db8::/32'],
      times: [{ weekdays: [1, 2, 3, 4, 5], from: '20:00', to: '06:00', timeZone: 'Europe/Berlin' }],
    },
    action: { kind: 'require', requirement: { strength: 'soft', days: 14 } },
  });
  await admin.must('PUT /policies/:id/state', { state: 'report-only' }, { params: { id } });
  await page.goto(`/admin/policies/${id}`);
  await page.getByText('Version 2 (the latest)').waitFor();
  await page.waitForLoadState('networkidle');
  await expectNoFaults();
  await page.getByRole('radio', { name: 'On', exact: true }).check();
  await button(page, 'See whom it concerns').click();
  await dialog(page, '“At night”: on').getByText('This concerns').waitFor();
  await expectNoFaults();
  await page.goto(`/admin/policies/${id}/edit`);
  await heading(page, 'Then').waitFor();
  await expectNoFaults();
  await page.goto('/admin/policies');
  await link(page, 'At night').waitFor();
  await expectNoFaults();
  await admin.must('DELETE /policies/:id', undefined, { params: { id } });
});

test('one rollout, played through, and what can be done with it', async () => {
  const { id } = await admin.must('POST /rollouts', {
    name: '2FA for all',
    waves: [
      { name: 'All', who: { kind: 'rest' }, startsAt: '2026-06-01T09:00:00Z', graceDays: 7, announceDays: 3 },
    ],
  });
  await page.goto(`/admin/rollouts/${id}`);
  await button(page, 'Play it through').click();
  await page.getByText('If nobody enrolls').waitFor();
  await button(page, 'Show as a table').click();
  await expectNoFaults();
  await button(page, 'Move “All”').click();
  await dialog(page, 'Move “All”').getByLabel('Starts').waitFor();
  await expectNoFaults();
  await page.keyboard.press('Escape');
  await button(page, 'Start').click();
  const asked = dialog(page, 'Start the rollout?');
  await button(asked, 'Start').waitFor();
  await expectNoFaults();
  await button(asked, 'Start').click();
  await button(page, 'Pause').click();
  await dialog(page, 'Pause the rollout?').getByLabel('Why').waitFor();
  await expectNoFaults();
  await admin.must('POST /rollouts/:id/cancel', { startedWaves: 'keep' }, { params: { id } });
  await admin.must('DELETE /rollouts/:id', undefined, { params: { id } });
});

test('an exemption and its end, a request for approval', async () => {
  const { user: reader } = await page.evaluate(async () => (await fetch('/api/v1/session')).json());
  await admin.must('POST /exemptions', {
    userId: enrolled.user.id,
    ownerId: reader.id,
    reason: 'Reads the meters.',
    until: new Date(house.now().getTime() + 10 * 86_400_000).toISOString(),
  });
  await page.goto('/admin/exemptions');
  await button(page, 'Exempt a user').click();
  await dialog(page, 'Exempt a user').getByLabel('Reason').waitFor();
  await expectNoFaults();
  await page.keyboard.press('Escape');
  await button(page, 'End now').click();
  await page.getByRole('dialog').getByText('This concerns').waitFor();
  await expectNoFaults();

  // From here on a role would need a second person, too.
  audrey = await activePerson(admin, house.server, 'audrey');
  await admin.must('PUT /users/:id/role', { role: 'auditor' }, { params: { id: audrey.user.id } });
  await admin.must('PATCH /settings', { approvals: { acts: ['exempt'] } });
  const asked = await admin.raw<{ id: string }>(
    'POST',
    '/api/v1/exemptions',
    {
      userId: expired.user.id,
      ownerId: reader.id,
      reason: 'Is on paper.',
      until: new Date(house.now().getTime() + 86_400_000).toISOString(),
    },
    { 'approval-note': 'Until the new phone comes.' },
  );
  expect(asked.status).toBe(202);
  await page.goto('/admin/approvals');
  await button(page, 'Reject').waitFor();
  await expectNoFaults();
  await admin.must('POST /approvals/:id/withdraw', undefined, { params: asked.body });
});

test('dialogs', async () => {
  await page.goto('/admin/users');
  await button(page, 'Create a user').click();
  await dialog(page, 'Create a user').getByLabel('User name').waitFor();
  await expectNoFaults();
  await button(dialog(page, 'Create a user'), 'Create').click();
  await alerted(page, 'Please look at the marked fields');
  await expect.poll(() => hasFocus(dialog(page, 'Create a user').getByLabel('Full name'))).toBe(true);
  await expectNoFaults();

  await page.goto('/admin/requirement');
  await page.getByRole('radio', { name: 'Mandatory at once' }).check();
  await button(page, 'See whom it concerns').click();
  await button(dialog(page, 'Whom this concerns'), /^Require 2FA of/).waitFor();
  await expectNoFaults();

  await page.goto('/admin/mail');
  await page.getByRole('table', { name: 'Mails' }).getByRole('button').first().click();
  await page.getByRole('region', { name: 'Text of the mail' }).waitFor();
  await expectNoFaults();

  await page.goto('/admin/audit');
  await page.getByRole('list', { name: 'Entries' }).getByRole('button').first().click();
  await button(page.getByRole('dialog'), 'Copy the entry as JSON').waitFor();
  await expectNoFaults();
  await page.keyboard.press('Escape');
  for (const name of ['How to verify', 'Export']) {
    await button(page, name).click();
    await page.getByRole('dialog').waitFor();
    await expectNoFaults();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  }

  await page.goto('/account');
  await button(page, 'Add an authenticator').click();
  await button(dialog(page, 'Add an authenticator'), 'Set it up now').click();
  await dialog(page, 'Is it you?').getByRole('textbox').waitFor();
  await expectNoFaults();
  await house.nextCode();
  await proveByCode(dialog(page, 'Is it you?'), await house.code(secret));
  await shownKey(dialog(page, 'Add an authenticator'));
  await expectNoFaults();
});

test('users that are selected, what can be done with them, and the job that does it', async () => {
  await page.goto('/admin/users?lacks=webauthn');
  await page.getByLabel('Select all users shown').check();
  await page.getByRole('region', { name: 'Selected users' }).waitFor();
  await expectNoFaults();
  for (const [act, title] of [
    ['Require 2FA', 'Require 2FA'],
    ['Remind', 'Mail a reminder'],
    ['Exempt', 'Exempt from 2FA'],
    ['Reset 2FA', 'Reset 2FA'],
  ] as const) {
    await button(page, act).click();
    await dialog(page, title).waitFor();
    await expectNoFaults();
    await button(dialog(page, title), 'Cancel').click();
  }
  const { id } = await admin.must('POST /users/2fa/remind', { filter: {} });
  await page.goto(`/admin/jobs/${id}`);
  await page.getByText('could not be served').waitFor();
  await expectNoFaults();
  await page.goto('/admin/jobs');
  await link(page, 'Mail a reminder').waitFor();
  await expectNoFaults();
});

test('while it loads, and when it fails', async () => {
  const usersList = '**/api/v1/users*';
  await page.route(usersList, () => undefined);
  await page.goto('/admin/users');
  await page.getByRole('status', { name: 'Loading' }).waitFor();
  await expectNoFaults();
  await page.unroute(usersList);
  await page.route(usersList, (route) => route.fulfill({ status: 400, body: 'from a proxy in between' }));
  await page.goto('/admin/users');
  await alerted(page, 'The server did not answer as it should');
  await expectNoFaults();
  await page.unrouteAll();
});

test('a page that the reader’s role does not reach', async () => {
  const auditor = await house.newPage();
  await enterPassword(auditor, audrey);
  await setUpApp(house, auditor);
  await saveBackupCodes(auditor);
  await heading(auditor, 'Overview').waitFor();
  await auditor.goto('/admin/tokens');
  await heading(auditor, 'Your role does not include this page').waitFor();
  await expectNoFaults(auditor);
  await auditor.goto('/admin/settings');
  await heading(auditor, 'Sessions').waitFor();
  await expectNoFaults(auditor);
  await auditor.context().close();
});

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);

/** Presses Tab until `target` has the focus. */
const tabTo = async (target: Locator): Promise<void> => {
  await target.waitFor();
  for (let presses = 0; presses < 40 && !(await hasFocus(target)); presses += 1)
    await target.page().keyboard.press('Tab');
  expect(await hasFocus(target)).toBe(true);
};

test('with the keyboard alone: signing in, setting up, and on to the account', async () => {
  const visitor = await house.newPage();
  const { keyboard } = visitor;
  await visitor.goto('/sign-in');
  await tabTo(visitor.getByLabel('User name'));
  await keyboard.type(inPeriod.username);
  await tabTo(visitor.getByLabel('Password', { exact: true }));
  await keyboard.type(inPeriod.password);
  await keyboard.press('Enter');
  await tabTo(button(visitor, 'Set it up now'));
  await keyboard.press('Enter');
  const key = await shownKey(visitor);
  await tabTo(visitor.getByLabel('Type the code that the app shows now'));
  await keyboard.type(await house.code(key));
  await keyboard.press('Enter');
  await tabTo(visitor.getByLabel('I have saved these codes'));
  await keyboard.press('Space');
  await keyboard.press('Enter');
  await heading(visitor, 'My security').waitFor();

  await visitor.reload();
  await tabTo(link(visitor, 'Skip to the content'));
  await keyboard.press('Enter');
  const change = button(visitor, 'Change the password');
  await tabTo(change);
  await keyboard.press('Enter');
  await dialog(visitor, 'Change the password').waitFor();
  await keyboard.press('Escape');
  await dialog(visitor, 'Change the password').waitFor({ state: 'hidden' });
  await expect.poll(() => hasFocus(change)).toBe(true);

  await tabTo(button(visitor, 'Sign out'));
  await keyboard.press('Enter');
  await visitor.getByLabel('User name').waitFor();
  await visitor.context().close();
});

test('no page broke the content security policy, logged an error, or asked another origin', () => {
  expect(house.faults).toEqual([]);
});
