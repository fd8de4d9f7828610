import type { BrowserId, UserId } from '../../kernel/ids.ts';
import { tokenHash } from '../../kernel/secrets.ts';
import type { KnownBrowsers } from '../../ports/known-browsers.ts';

/** Whether this browser has completed a sign-in of this user: then its wrong tries are counted apart. */
export const knownBrowser = async (
  { knownBrowsers }: { readonly knownBrowsers: Pick<KnownBrowsers, 'find'> },
  token: string,
  user: UserId,
): Promise<BrowserId | null> =>
  token === '' ? null : ((await knownBrowsers.find(tokenHash(token), user)) ?? null);
