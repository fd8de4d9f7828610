import { Refusal } from '../../ports/refusal.ts';
import type { Step } from './approach.ts';

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Anti-forgery: a change that a browser sends says where it comes from, and that must be the portal (OWASP CSRF
 * cheat sheet, "Fetch Metadata" and "verifying origin"). Programs that are no browser send neither header.
 */
export const refuseOtherSites: Step = ({ method, headers }, caller, { origin }) => {
  if (harmless.has(method)) return caller;
  const site = headers['sec-fetch-site'];
  const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  const foreignOrigin = headers.origin !== undefined && headers.origin !== origin;
  if (foreignSite || foreignOrigin) {
    throw new Refusal(
      'cross-site-request',
      `Changes are taken from ${origin} only. Open the portal at that address.`,
    );
  }
  return caller;
};
