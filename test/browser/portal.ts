/** What people do on the pages of the portal, by the words they read there. */
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import type { House } from '../support/browser.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export const button = (on: Page | Locator, name: string | RegExp): Locator =>
  on.getByRole('button', { name, exact: true });
export const link = (on: Page | Locator, name: string | RegExp): Locator =>
  on.getByRole('link', { name, exact: true });
export const heading = (on: Page | Locator, name: string | RegExp): Locator =>
  on.getByRole('heading', { name, exact: true });
/** By its title. */
export const dialog = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('dialog', { name, exact: true });

/** Waits until the page says, as an alert, that something went wrong. */
export const alerted = (on: Page | Locator, what: string): Promise<void> =>
  on.getByRole('alert').getByText(what).first().waitFor();

/** Opens the sign-in page and gives user name and password; what comes next depends. */
export const enterPassword = async (page: Page, { username, password }: Credentials): Promise<void> => {
  await page.goto('/sign-in');
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await button(page, 'Sign in').click();
};

/** Types a code of an authenticator app where a proof is asked for; if need be, chooses this way first. */
export const proveByCode = async (on: Page | Locator, code: string): Promise<void> => {
  const field = on.getByLabel('Code from your authenticator app');
  const choice = button(on, 'Authenticator app');
  await field.or(choice).waitFor();
  if (await choice.isVisible()) await choice.click();
  await field.fill(code);
  await button(on, 'Continue').click();
};

/** The whole way in, with the next code of the app. */
export const signIn = async (
  house: House,
  page: Page,
  who: Credentials & { secret: string },
): Promise<void> => {
  await house.nextCode();
  await enterPassword(page, who);
  await proveByCode(page, await house.code(who.secret));
  await button(page, 'Sign out').waitFor();
};

export const signOut = async (page: Page): Promise<void> => {
  await button(page, 'Sign out').click();
  await page.getByLabel('User name').waitFor();
};

/** Answers the question whether it is really them, which changes of protection ask. */
export const stepUp = async (house: House, page: Page, secret: string): Promise<void> => {
  await house.nextCode();
  await proveByCode(dialog(page, 'Is it you?'), await house.code(secret));
};

/** The key to type into an app, without the spaces it is shown with. */
export const shownKey = async (on: Page | Locator): Promise<string> => {
  const key = await on.locator('code').first().textContent();
  return key?.replaceAll(' ', '') ?? '';
};

/** Chooses the authenticator app, types its key into it, and confirms with a code; the key. */
export const setUpApp = async (house: House, on: Page | Locator, name?: string): Promise<string> => {
  await on.getByRole('radio', { name: 'Authenticator app' }).check();
  await button(on, 'Set it up now').click();
  const secret = await shownKey(on);
  if (name !== undefined) await on.getByLabel('Give it a name').fill(name);
  await on.getByLabel('Type the code that the app shows now').fill(await house.code(secret));
  await button(on, 'Confirm').click();
  return secret;
};

/** The backup codes on the page, after saying that they are saved. */
export const saveBackupCodes = async (on: Page | Locator): Promise<readonly string[]> => {
  const sheet = on.getByRole('region', { name: 'Your backup codes' });
  await sheet.waitFor();
  const codes = await sheet.getByRole('listitem').allInnerTexts();
  await on.getByLabel('I have saved these codes').check();
  await button(on, 'Continue').click();
  return codes;
};

/** What a camera reads in the QR code that `shows` it. */
export const scan = async (shows: Locator): Promise<string | undefined> => {
  const picture = await shows.screenshot();
  const reader = await shows.page().context().newPage();
  try {
    await reader.addScriptTag({ path: fileURLToPath(import.meta.resolve('jsqr')) });
    return await reader.evaluate(async (png) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      const pixels = context?.getImageData(0, 0, bitmap.width, bitmap.height);
      return pixels && Reflect.get(globalThis, 'jsQR')(pixels.data, pixels.width, pixels.height)?.data;
    }, picture.toString('base64'));
  } finally {
    await reader.close();
  }
};
