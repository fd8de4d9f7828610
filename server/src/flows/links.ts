import type { LinkInfo } from '@sallyport/contract/sign-in.ts';
import type { Clock } from '../kernel/clock.ts';
import { isoTime } from '../kernel/instant.ts';
import { tokenHash } from '../kernel/secrets.ts';
import { Refusal } from '../ports/refusal.ts';
import type { Repositories } from '../ports/repositories.ts';
import type { RulesInForce } from './rules.ts';
import { judgedNow } from './time.ts';

export interface LinkDeps {
  readonly clock: Clock;
  readonly rules: RulesInForce;
  readonly read: Pick<Repositories, 'links' | 'users' | 'policies' | 'settings' | 'audit'>;
}

/** What a link is for, and whom it concerns. Looking uses nothing up. @throws Refusal `link-not-valid` */
export const checkLink =
  (deps: LinkDeps) =>
  async (token: string): Promise<LinkInfo> => {
    const now = await judgedNow(deps.clock, deps.read.audit);
    const link = await deps.read.links.find(tokenHash(token), now);
    const user = link?.user ? await deps.read.users.byId(link.user) : undefined;
    const usable =
      link &&
      (link.purpose === 'setup' || user?.state === (link.purpose === 'activation' ? 'staged' : 'active'));
    if (!usable)
      throw new Refusal(
        'link-not-valid',
        'This link was used, has expired, or was replaced by a newer one. Ask for a new one.',
      );
    const { settings } = await deps.rules(deps.read);
    return {
      purpose: link.purpose,
      ...(user && { user: { username: user.username, displayName: user.displayName, email: user.email } }),
      organisation: settings.organisation.name,
      expiresAt: isoTime(link.expiresAt),
    };
  };
