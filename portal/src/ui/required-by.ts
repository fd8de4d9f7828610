import type { RequiredBy } from '@sallyport/contract/sign-in.ts';
import { inOnePhrase } from './phrase.ts';

/** Who requires 2FA of somebody, to put after “required by”. */
function requirerName({ kind, name }: RequiredBy): string {
  switch (kind) {
    case 'administrators':
      return 'the rule for administrators';
    case 'everyone':
      return 'your organisation';
    case 'group':
      return `the group “${name}”`;
    case 'user':
      return 'an administrator, for your account';
    case 'named':
      return `the policy “${name}”`;
  }
}

/** All of them in one phrase. */
export const requirerNames = (requiredBy: readonly RequiredBy[]): string =>
  inOnePhrase(requiredBy.map(requirerName));
