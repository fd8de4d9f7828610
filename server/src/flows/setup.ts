import type { CreateFirstOwner } from '@sallyport/contract/sign-in.ts';
import type { z } from 'zod';
import type { UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { tokenHash } from '../kernel/secrets.ts';
import { Refusal } from '../ports/refusal.ts';
import type { NewUser } from '../ports/users.ts';
import { type Client, userSubject } from './caller.ts';
import { linkNotValid, replaceLink } from './links.ts';
import { checkNewPassword } from './passwords.ts';
import { project } from './projection.ts';
import type { SignInDeps, SignInRepositories, Step } from './sign-in/deps.ts';
import { beginSignIn } from './sign-in/start.ts';
import { readStandpoint } from './standpoint.ts';
import { judgedNow } from './time.ts';

/** A fresh one-time link to create the first owner; earlier ones are void. Undefined once there is an owner. */
export const issueSetupLink = (deps: SignInDeps) => async (): Promise<string | undefined> => {
  const now = await judgedNow(deps.clock, deps.read.audit);
  return deps.transact(async ({ users, links }) => {
    if ((await users.countActiveWithRole('owner')) > 0) return undefined;
    const { url } = await replaceLink(deps, links, 'setup', null, now);
    return url;
  });
};

export interface FirstOwner {
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
  readonly password: string;
}

/** Part of a transaction that has made sure it may: by the link, or on the server itself. */
export const addFirstOwner = async (
  deps: Pick<SignInDeps, 'newId' | 'rules'>,
  source: SignInRepositories,
  owner: Omit<FirstOwner, 'password'> & { readonly passwordHash: string },
  now: Instant,
): Promise<UserId> => {
  // Holds whoever else is at it, until this one counts.
  await source.policies.raiseRevision();
  if ((await source.users.countActiveWithRole('owner')) > 0)
    throw new Refusal('conflict', 'There is an owner already: ask them for an account.');
  const id: UserId = deps.newId();
  const user: NewUser = { ...owner, id, state: 'active', role: 'owner', createdAt: now, activatedAt: now };
  if (!(await source.users.add(user)))
    throw new Refusal('conflict', 'This user name is taken.', {
      errors: [{ field: 'username', message: 'is taken' }],
    });
  await source.links.voidAll('setup', null);
  await project(source, deps.rules, id, now);
  return id;
};

/** Creates the first owner with the link that was printed on the server, and begins their first sign-in. */
export const createFirstOwner =
  (deps: SignInDeps) =>
  async (input: z.output<typeof CreateFirstOwner>, client: Client, browserToken: string): Promise<Step> => {
    const now = await judgedNow(deps.clock, deps.read.audit);
    const link = await deps.read.links.find(tokenHash(input.token), now);
    if (link?.purpose !== 'setup') throw linkNotValid('Restart the server for a new one.');
    const { settings } = await deps.rules(deps.read);
    checkNewPassword('password', input.password, { ...input, organisation: settings.organisation.name });
    const passwordHash = await deps.hasher.hash(input.password);
    return deps.transact(async (source) => {
      if (!(await source.links.consume(link.id, now)))
        throw linkNotValid('Restart the server for a new one.');
      const { username, displayName, email } = input;
      const id = await addFirstOwner(deps, source, { username, displayName, email, passwordHash }, now);
      const standpoint = await readStandpoint(source, deps.rules, id, now);
      if (standpoint === undefined) throw new Error('the owner just added is gone');
      const step = await beginSignIn(deps, source, standpoint, client, null, browserToken);
      await source.audit.append({
        kind: 'owner.created',
        at: now,
        actor: { kind: 'nobody' },
        subject: userSubject({ id, username }),
        address: client.address,
      });
      return step;
    });
  };
