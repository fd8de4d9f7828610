import type { ResourceKind } from '@sallyport/contract/vocabulary.ts';
import { inOnePhrase } from '../../ui/phrase.ts';

/** The entries that a requirement can cover, as people call them. */
const entryNames: Readonly<Record<ResourceKind, string>> = {
  portal: 'this portal',
  app: 'web applications',
  server: 'servers (SSH, sudo, remote desktop)',
  'radius-client': 'VPN and network devices',
};

/** Where a requirement holds, as a sentence; the API can narrow it, this version's pages leave that as it is. */
export const whereItHolds = (entries: readonly ResourceKind[]): string =>
  entries.length === 0
    ? 'It holds at every sign-in to this portal.'
    : `It was narrowed through the API: it holds only at ${inOnePhrase(entries.map((entry) => entryNames[entry]))}.`;
