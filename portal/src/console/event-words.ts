import type { AuditEvent } from '@sallyport/contract/administration.ts';
import type { ApprovalAct } from '@sallyport/contract/approvals.ts';
import { methodNames } from '../ui/methods.ts';
import { inOnePhrase } from '../ui/phrase.ts';
import { formatDateTime } from '../ui/time.ts';

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

export const actNames: Readonly<Record<ApprovalAct, string>> = {
  'turn-enforcement-off': 'Turning enforcement off or weakening it',
  exempt: 'Exempting somebody',
  'change-roles': 'Giving and taking roles',
  'read-exports': 'Reading exports',
  'reset-administrators': 'Resetting the 2FA of administrators',
  'weaken-approvals': 'Needing fewer approvals',
};

/** As the sections of the settings page are called. */
const sectionNames: Readonly<Record<string, string>> = {
  organisation: 'Organisation',
  methods: 'Methods',
  signIn: 'Signing in',
  enrollment: 'Setting up a second factor',
  sessions: 'Sessions',
  approvals: 'Approval by a second person',
  strictProfile: 'Strict profile',
  mail: 'Mail',
  audit: 'Audit stream',
};

const named = (names: Readonly<Record<string, string>>, key: unknown): string | undefined =>
  typeof key === 'string' ? names[key] : undefined;

/** Whom or what it is about, other than whoever did it; what has no name of its own is called by what it is. */
export function aboutInWords({ actor, subject, details }: AuditEvent): string | undefined {
  if (subject === undefined || subject.id === actor.id) return undefined;
  if (subject.kind === 'settings') return changedSections(details.fields) ?? 'Settings';
  return (
    subject.name ?? (subject.kind === 'approval' ? named(actNames, details.act) : undefined) ?? subject.id
  );
}

/** `['mail.smtp', 'sessions.idle']` → “Mail and Sessions”. */
function changedSections(fields: unknown): string | undefined {
  if (!Array.isArray(fields)) return undefined;
  const sections = new Set(fields.map((field) => named(sectionNames, String(field).split('.')[0])));
  const known = [...sections].flatMap((section) => section ?? []);
  return known.length === 0 ? undefined : inOnePhrase(known);
}

/** Where the field’s own name says too little. */
const fieldNames: Readonly<Record<string, string>> = {
  signIn: 'Sign-in',
  record: 'Hash of what it was decided from',
};

/** “Lapsed periods”, “Mail: Smtp: Host”: the field of a call or of an entry, for people. */
export const fieldName = (field: string): string =>
  named(fieldNames, field) ??
  field
    .split('.')
    .map((part) =>
      part.replace(
        /([a-z])([A-Z])/g,
        (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
      ),
    )
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(': ');

const isTime = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** A detail's value for people: names of methods and acts, times of the reader, lists with commas, yes and no. */
export function detailInWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(detailInWords).join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === null || value === '') return '–';
  if (typeof value !== 'string') return JSON.stringify(value);
  return isTime.test(value)
    ? formatDateTime(value)
    : (named(methodNames, value) ?? named(actNames, value) ?? value);
}

/** A sign-in that ended, recorded with what it was decided from. */
export const isExplicable = ({ kind, details }: AuditEvent): boolean =>
  (kind === 'sign-in.completed' || kind === 'sign-in.denied') && details.signIn !== undefined;

/** Whether somebody was refused or kept out, as the kind says; the server's filter `outcome` goes by the same words. */
export const isFailure = (kind: string): boolean => /[.-](refused|denied|throttled|failed)$/.test(kind);
