import type { LinkInfo } from '@sallyport/contract/sign-in.ts';
import type { Clock } from '../kernel/clock.ts';
import type { IdMaker, UserId } from '../kernel/ids.ts';
import { days, hours, type Instant, isoTime } from '../kernel/instant.ts';
import type { Random } from '../kernel/random.ts';
import { newToken, tokenHash } from '../kernel/secrets.ts';
import type { Link, Links } from '../ports/links.ts';
import { Refusal } from '../ports/refusal.ts';
import type { Repositories } from '../ports/repositories.ts';
import type { RulesInForce } from './rules.ts';
import { judgedNow } from './time.ts';

const kinds: Readonly<Record<Link['purpose'], { readonly path: string; readonly lifetime: number }>> = {
  setup: { path: '/setup', lifetime: hours(24) },
  // Long enough for a week of leave.
  activation: { path: '/activate', lifetime: days(7) },
  'password-reset': { path: '/reset-password', lifetime: hours(1) },
};

export interface LinkParts {
  readonly newId: IdMaker;
  readonly random: Random;
  /** Public origin of the portal. */
  readonly origin: string;
}

export interface MadeLink {
  readonly url: string;
  readonly link: Link;
}

/** A one-time link, and what is stored of it. The token stands in the fragment: no server log sees it. */
export const makeLink = (
  { newId, random, origin }: LinkParts,
  purpose: Link['purpose'],
  user: UserId | null,
  now: Instant,
): MadeLink => {
  const { path, lifetime } = kinds[purpose];
  const token = newToken(random);
  return {
    url: `${origin}${path}#${token}`,
    link: {
      id: newId(),
      purpose,
      user,
      tokenHash: tokenHash(token),
      createdAt: now,
      expiresAt: now + lifetime,
    },
  };
};

/** Part of a transaction: those made before for the same are void. */
export const replaceLink = async (
  parts: LinkParts,
  links: Links,
  purpose: Link['purpose'],
  user: UserId | null,
  now: Instant,
): Promise<MadeLink> => {
  const made = makeLink(parts, purpose, user, now);
  await links.voidAll(purpose, user);
  await links.add(made.link);
  return made;
};

export const linkNotValid = (mend = 'Ask for a new one.'): Refusal =>
  new Refusal('link-not-valid', `This link was used, has expired, or was replaced by a newer one. ${mend}`);

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
    if (!usable) throw linkNotValid();
    const { settings } = await deps.rules(deps.read);
    return {
      purpose: link.purpose,
      ...(user && { user: { username: user.username, displayName: user.displayName, email: user.email } }),
      organisation: settings.organisation.name,
      expiresAt: isoTime(link.expiresAt),
    };
  };
