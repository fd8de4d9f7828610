import type { ResourceKind } from '@sallyport/contract/vocabulary.ts';

/** The entries that a requirement can cover, as people call them. */
export const entryNames: Readonly<Record<ResourceKind, string>> = {
  portal: 'This portal',
  app: 'Web applications',
  server: 'Servers (SSH, sudo, remote desktop)',
  'radius-client': 'VPN and network devices',
};
export const entries = Object.keys(entryNames) as ResourceKind[];
