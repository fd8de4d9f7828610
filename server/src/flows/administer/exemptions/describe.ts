import type { Exemption } from '@sallyport/contract/exemptions.ts';
import { isoTime } from '../../../kernel/instant.ts';
import type { ListedExemption } from '../../../ports/exemptions.ts';

/** In the words of the contract. */
export const describeExemption = (listed: ListedExemption): Exemption => ({
  id: listed.id,
  user: listed.user,
  ...(listed.owner && { owner: listed.owner }),
  reason: listed.reason,
  createdAt: isoTime(listed.createdAt),
  createdBy: listed.createdBy,
  until: isoTime(listed.until),
});
