import { Settings } from '@sallyport/contract/settings.ts';
import { expect, test } from 'vitest';
import { defaultSettings } from './default-settings.ts';

test.each([
  'https://login.example.org',
  'http://localhost:8080',
  'http://127.0.0.1:8080',
  'http://[::1]:8080',
])('the defaults for %s are settings as the contract wants them', (origin) => {
  expect(Settings.safeParse(defaultSettings(origin)).error).toBeUndefined();
});
