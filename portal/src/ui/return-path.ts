const pagesThatSignIn = ['/sign-in', '/setup', '/activate', '/forgot-password', '/reset-password'];

/**
 * Where to go after signing in: `candidate` if it is a path of this origin, else the first page.
 * Never elsewhere: `//host`, `/\host`, `javascript:` and other origins fall back (CWE-601).
 */
export function safeReturnPath(candidate: string | null, origin: string): string {
  if (!candidate?.startsWith('/')) return '/';
  if (!URL.canParse(candidate, origin)) return '/';
  const url = new URL(candidate, origin);
  if (url.origin !== origin || pagesThatSignIn.includes(url.pathname)) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The address of the sign-in page that leads back to where the reader is now. */
export function signInAddress(here: Pick<Location, 'pathname' | 'search' | 'hash'>): string {
  const path = `${here.pathname}${here.search}${here.hash}`;
  return path === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(path)}`;
}
