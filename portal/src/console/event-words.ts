import type { AuditEvent } from '@sallyport/contract/administration.ts';

/** `sign-in.completed` → “Sign-in completed”: the log's own words, as people write them. */
export function kindInWords(kind: string): string {
  const words = kind.replaceAll(/[.-]/g, ' ').replace('sign in', 'sign-in').replace('two factor', '2FA');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const actorKinds: Readonly<Record<AuditEvent['actor']['kind'], string>> = {
  user: 'a user',
  token: 'an API token',
  cli: 'the command line',
  system: 'Sallyport itself',
  nobody: 'somebody not signed in',
};

export function actorName({ kind, name }: AuditEvent['actor']): string {
  if (!name || kind === 'system') return actorKinds[kind];
  return kind === 'user' ? name : `${name} (${actorKinds[kind]})`;
}

/** A detail's value as one line. */
export const detailText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** A detail's value for people: lists with commas, yes and no. */
export function detailInWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(detailText).join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === null ? '–' : detailText(value);
}

/** Whether somebody was refused or kept out, as the kind says; the server's filter `outcome` goes by the same words. */
export const isFailure = (kind: string): boolean => /[.-](refused|denied|throttled|failed)$/.test(kind);
