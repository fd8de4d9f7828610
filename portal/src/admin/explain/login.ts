import type { ExplainLogin } from '@sallyport/contract/explain.ts';
import type { ResourceKind } from '@sallyport/contract/vocabulary.ts';

/** Which login is explained; lives in the page's address. */
export interface ExplainView {
  /** A past one: the number of its entry in the audit log, or its own id. */
  entry?: string;
  signIn?: string;
  /** One that might be: id of the user, and its circumstances. */
  user?: string;
  kind?: ResourceKind;
  resource?: string;
  address?: string;
  /** ISO 8601 in UTC; now if not said. */
  at?: string;
  remembered?: 'yes';
}

export const resourceNames: Readonly<Record<ResourceKind, string>> = {
  portal: 'This portal',
  app: 'A web application',
  server: 'A server (SSH, sudo, remote desktop)',
  'radius-client': 'A VPN or network device',
};
export const resourceKinds = Object.keys(resourceNames) as readonly ResourceKind[];

/** Reads the login from an address; what cannot be read is left out. */
export function readExplainView(search: Record<string, unknown>): ExplainView {
  const text = (name: string): string | undefined => {
    const value = search[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const given = {
    entry: text('entry'),
    signIn: text('signIn'),
    user: text('user'),
    kind: resourceKinds.find((kind) => kind !== 'portal' && kind === text('kind')),
    resource: text('resource'),
    address: text('address'),
    at: text('at'),
    remembered: text('remembered') === 'yes' ? ('yes' as const) : undefined,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as ExplainView;
}

/** What is asked of the server; nothing while there is no user. */
export function explainInput(view: ExplainView): ExplainLogin | undefined {
  if (view.entry !== undefined) return { auditSeq: Number(view.entry) };
  if (view.signIn !== undefined) return { signInId: view.signIn };
  if (view.user === undefined) return undefined;
  const kind = view.kind ?? 'portal';
  return {
    userId: view.user,
    resource: kind !== 'portal' && view.resource !== undefined ? { kind, id: view.resource } : { kind },
    ...(view.address !== undefined && { address: view.address }),
    ...(view.at !== undefined && { at: view.at }),
    ...(view.remembered && { rememberedDevice: true }),
  };
}

/** ISO 8601 in UTC → what a field for local date and time holds, and back; '' for nothing. */
export function toLocalField(iso: string | undefined): string {
  const at = iso === undefined ? Number.NaN : Date.parse(iso);
  if (Number.isNaN(at)) return '';
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
export function fromLocalField(local: string): string | undefined {
  const at = Date.parse(local);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
