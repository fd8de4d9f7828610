/**
 * The token of a link, which its fragment carries as the last part (`/activate#TOKEN`, `#for/ann/TOKEN`).
 * Undefined if there is none.
 */
export function tokenOf(fragment: string): string | undefined {
  return /[A-Za-z0-9_-]+$/.exec(fragment)?.[0];
}

/**
 * Reads the token and takes it out of the address bar and history. From then on only this page's memory
 * has it: after a reload the link must be opened again.
 */
export function takeToken(location: Location, history: History): string | undefined {
  const token = tokenOf(location.hash);
  if (token !== undefined) history.replaceState(null, '', location.pathname);
  return token;
}
