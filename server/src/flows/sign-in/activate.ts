import { tokenHash } from '../../kernel/secrets.ts';
import { aboutThemselves, type Client } from '../caller.ts';
import { linkNotValid } from '../links.ts';
import { checkNewPassword } from '../passwords.ts';
import { project } from '../projection.ts';
import { readStandpoint, standingOf } from '../standpoint.ts';
import { judgedNow } from '../time.ts';
import type { SignInDeps, Step } from './deps.ts';
import { beginSignIn } from './start.ts';

/**
 * Activates a staged user with the link that was mailed, and begins the first sign-in. Where 2FA is required of them
 * and the setting says so (R9), it is owed from here on without skipping, also if this sign-in is abandoned.
 */
export const activate =
  (deps: SignInDeps) =>
  async (
    input: { readonly token: string; readonly password: string },
    client: Client,
    browserToken: string,
  ): Promise<Step> => {
    const now = await judgedNow(deps.clock, deps.read.audit);
    const link = await deps.read.links.find(tokenHash(input.token), now);
    const user =
      link?.purpose === 'activation' && link.user ? await deps.read.users.byId(link.user) : undefined;
    if (link === undefined || user?.state !== 'staged')
      throw linkNotValid('Ask the help desk for a new one.');
    const { settings } = await deps.rules(deps.read);
    checkNewPassword('password', input.password, { ...user, organisation: settings.organisation.name });
    const passwordHash = await deps.hasher.hash(input.password);
    return deps.transact(async (source) => {
      if (!(await source.links.consume(link.id, now))) throw linkNotValid('Ask the help desk for a new one.');
      const locked = await source.users.lock(user.id);
      if (locked?.user.state !== 'staged') throw linkNotValid('Ask the help desk for a new one.');
      await source.users.edit(user.id, { state: 'active', passwordHash, activatedAt: now });
      const activated = await readStandpoint(source, deps.rules, user.id, now);
      if (activated && settings.signIn.enrollAtActivation && standingOf(activated).required)
        await source.users.edit(user.id, { enrollmentDueFromActivation: true });
      const standpoint = await readStandpoint(source, deps.rules, user.id, now);
      if (standpoint === undefined) throw linkNotValid('Ask the help desk for a new one.');
      const step = await beginSignIn(deps, source, standpoint, client, null, browserToken);
      await project(source, deps.rules, user.id, now);
      await source.audit.append({
        ...aboutThemselves(user, client.address, now),
        kind: 'user.activated',
      });
      return step;
    });
  };
