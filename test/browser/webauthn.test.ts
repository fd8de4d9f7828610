import type { CDPSession, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from '../support/browser.ts';
import type { Client } from '../support/client.ts';
import { activePerson, administrator, type Person } from '../support/people.ts';
import { freePort } from '../support/server.ts';
import {
  alerted,
  button,
  dialog,
  enterPassword,
  heading,
  proveByCode,
  saveBackupCodes,
  setUpApp,
  signIn,
  signOut,
  stepUp,
} from './portal.ts';

let house: House;
let admin: Client;
let wanda: Person;
let page: Page;
let secret: string;
let phone: Device;
let key: Device;

beforeAll(async () => {
  house = await openHouse(new Date('2026-03-02T09:00:00Z'));
  admin = await administrator(house.installation, house.server);
  wanda = await activePerson(admin, house.server, 'wanda');
  await admin.must('PUT /requirements/everyone', { strength: 'forced' });
  page = await house.newPage();
});
afterAll(() => house.close());

/** An authenticator that Chromium plays; it answers as if somebody had touched it. */
interface Device {
  readonly cdp: CDPSession;
  readonly authenticatorId: string;
}

const plugIn = async (at: Page, kind: 'passkey' | 'security key'): Promise<Device> => {
  const cdp = await at.context().newCDPSession(at);
  await cdp.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    transport: kind === 'passkey' ? 'internal' : 'usb',
    hasResidentKey: kind === 'passkey',
    hasUserVerification: kind === 'passkey',
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const;
  return { cdp, ...(await cdp.send('WebAuthn.addVirtualAuthenticator', { options })) };
};

const credentialsOn = async ({ cdp, authenticatorId }: Device) =>
  (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials;

/** Moves what is on `device` to a new one at `at`. */
const plugOver = async (device: Device, at: Page, kind: 'passkey' | 'security key', signCount?: number) => {
  const [credential] = await credentialsOn(device);
  if (credential === undefined) throw new Error('there is nothing on it');
  const other = await plugIn(at, kind);
  await other.cdp.send('WebAuthn.addCredential', {
    authenticatorId: other.authenticatorId,
    credential: { ...credential, signCount: signCount ?? credential.signCount },
  });
  return other;
};

const unplug = ({ cdp, authenticatorId }: Device): Promise<unknown> =>
  cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });

const useKey = (on: Page | Locator): Promise<void> => button(on, 'Use passkey or security key').click();

/** The page says `why`, and nobody is signed in. */
const refused = async (at: Page, why: string): Promise<void> => {
  await alerted(at, why);
  const session = await at.request.get(`${house.server.url}/api/v1/session`);
  expect(session.status()).toBe(401);
};

const addKey = async (name: string): Promise<void> => {
  await button(page, 'Add an authenticator').click();
  const adding = dialog(page, 'Add an authenticator');
  await adding.getByRole('radio', { name: 'Passkey or security key' }).check();
  await button(adding, 'Set it up now').click();
  await adding.getByLabel('Give it a name').or(dialog(page, 'Is it you?')).first().waitFor();
  if (await dialog(page, 'Is it you?').isVisible()) {
    await house.nextCode();
    await proveByCode(dialog(page, 'Is it you?'), await house.code(secret));
  }
  await adding.getByLabel('Give it a name').fill(name);
  await button(adding, 'Create a passkey').click();
};

const remove = async (name: string): Promise<void> => {
  await button(page.getByRole('group', { name, exact: true }), 'Remove').click();
  await button(dialog(page, `Remove “${name}”?`), 'Remove it').click();
};

test('besides an app, a passkey is set up in the account', async () => {
  await enterPassword(page, wanda);
  secret = await setUpApp(house, page);
  await saveBackupCodes(page);
  phone = await plugIn(page, 'passkey');
  await addKey('My phone');
  await page.getByText('“My phone” is ready to use.').waitFor();
});

test('the same device is not registered twice', async () => {
  await addKey('My phone again');
  await alerted(page, 'This authenticator is registered for your account already.');
  await button(dialog(page, 'Add an authenticator'), 'Close').click();
});

test('the passkey signs in, and is offered first from then on', async () => {
  await signOut(page);
  await enterPassword(page, wanda);
  await button(page, 'Passkey or security key').click();
  await useKey(page);
  await heading(page, 'My security').waitFor();
  await signOut(page);
  await enterPassword(page, wanda);
  await useKey(page);
  await heading(page, 'My security').waitFor();
});

test('a change of protection is confirmed with the passkey', async () => {
  await button(page, 'Make new codes').click();
  await button(dialog(page, 'Make new backup codes?'), 'Make new codes').click();
  await useKey(dialog(page, 'Is it you?'));
  await saveBackupCodes(dialog(page, 'Your new backup codes'));
});

test('a second device is set up, and signs in without the first', async () => {
  await unplug(phone);
  key = await plugIn(page, 'security key');
  await addKey('Blue key');
  await page.getByText('“Blue key” is ready to use.').waitFor();
  await signOut(page);
  await enterPassword(page, wanda);
  await useKey(page);
  await heading(page, 'My security').waitFor();
  await signOut(page);
});

test('a page in between, at another address, gets nothing from the key that signs it in', async () => {
  const phishing = `http://localhost:${await freePort()}`;
  const victim = await house.newPage({ baseURL: phishing });
  await victim.context().route(`${phishing}/**`, async (route) => {
    const request = route.request();
    const url = request.url().replace(phishing, house.server.url);
    const headers = { ...request.headers(), origin: house.server.url };
    await route.fulfill({ response: await route.fetch({ url, headers }) });
  });
  await plugOver(key, victim, 'security key');
  await enterPassword(victim, wanda);
  await useKey(victim);
  await refused(victim, 'was not accepted');
  await victim.context().close();
});

test('a copy of the key, whose counter lags behind, is refused', async () => {
  const elsewhere = await house.newPage();
  await plugOver(key, elsewhere, 'security key', 1);
  await enterPassword(elsewhere, wanda);
  await useKey(elsewhere);
  await refused(elsewhere, 'counted backwards');
  await elsewhere.context().close();
});

test('somebody else’s key signs nobody in but its owner', async () => {
  const mallory = await activePerson(admin, house.server, 'mallory');
  const elsewhere = await house.newPage();
  const own = await plugIn(elsewhere, 'security key');
  await enterPassword(elsewhere, mallory);
  await elsewhere.getByRole('radio', { name: 'Passkey or security key' }).check();
  await button(elsewhere, 'Set it up now').click();
  await button(elsewhere, 'Create a passkey').click();
  await saveBackupCodes(elsewhere);
  await signOut(elsewhere);
  await unplug(own);
  await plugOver(key, elsewhere, 'security key');
  const [credential] = await credentialsOn(key);
  // The page is made to ask for Wanda's key, though it is Mallory who signs in.
  await elsewhere.route('**/challenges', async (route) => {
    const response = await route.fetch();
    const challenge = await response.json();
    challenge.options.allowCredentials = [{ type: 'public-key', id: base64url(credential?.credentialId) }];
    await route.fulfill({ response, json: challenge });
  });
  await enterPassword(elsewhere, mallory);
  await useKey(elsewhere);
  await refused(elsewhere, 'was not accepted');
});

const base64url = (text = ''): string => Buffer.from(text, 'base64').toString('base64url');

test('all but the last authenticator can be removed while one is required', async () => {
  await signIn(house, page, { ...wanda, secret });
  await remove('My phone');
  await stepUp(house, page, secret);
  await page.getByText('“My phone” was removed.').waitFor();
  await remove('Blue key');
  await page.getByText('“Blue key” was removed.').waitFor();
  await remove('Authenticator app');
  await alerted(page, 'The last second factor cannot be removed');
});

test('on all these pages nothing went wrong and nothing came from elsewhere', () => {
  expect(house.faults).toEqual([]);
});
