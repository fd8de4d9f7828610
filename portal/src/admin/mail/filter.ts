import type { Mail } from '@sallyport/contract/administration.ts';

export const mailStates = [
  'waiting',
  'sending',
  'sent',
  'failed',
] as const satisfies readonly Mail['state'][];

/** What the mail list is narrowed to; lives in the page's address. */
interface MailFilter {
  to?: string;
  state?: Mail['state'];
}

/** Reads the filter from an address; what it does not know, it leaves out. */
export function readMailFilter({ to, state }: Record<string, unknown>): MailFilter {
  const known = mailStates.find((word) => word === state);
  return { ...(typeof to === 'string' && to && { to }), ...(known && { state: known }) };
}
