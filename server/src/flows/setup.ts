import type { CreateFirstOwner } from '@sallyport/contract/sign-in.ts';
import type { z } from 'zod';
import type { UserId } from '../kernel/ids.ts';
import { hours } from '../kernel/instant.ts';
import { newToken, tokenHash } from '../kernel/secrets.ts';
import { Refusal } from '../ports/refusal.ts';
import type { NewUser } from '../ports/users.ts';
import type { Client } from './caller.ts';
import { checkNewPassword } from './passwords.ts';
import { project } from './projection.ts';
import type { SignInDeps, SignInRepositories, Step } from './sign-in/deps.ts';
import { beginSignIn } from './sign-in/start.ts';
import { judgedNow } from './time.ts';

const setupLinkLifetime = hours(24);

/** A fresh one-time link to create the first owner; earlier ones are void. Undefined once there is an owner. */
export const issueSetupLink = (deps: SignInDeps) => async (): Promise<string | undefined> => {
  const now = await judgedNow(deps.clock, deps.read.audit);
  const token = newToken(deps.random);
  const issued = await deps.transact(async ({ users, links }) => {
    if ((await users.countActiveWithRole('owner')) > 0) return false;
    await links.voidAll('setup', null);
    await links.add({
      id: deps.newId(),
      purpose: 'setup',
      user: null,
      tokenHash: tokenHash(token),
      createdAt: now,
      expiresAt: now + setupLinkLifetime,
    });
    return true;
  });
  return issued ? `${deps.origin}/setup#${token}` : undefined;
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
  now: number,
): Promise<UserId> => {
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
    if (link?.purpose !== 'setup') throw setupLinkNotValid();
    const { settings } = await deps.rules(deps.read);
    checkNewPassword('password', input.password, { ...input, organisation: settings.organisation.name });
    const passwordHash = await deps.hasher.hash(input.password);
    return deps.transact(async (source) => {
      if (!(await source.links.consume(link.id, now))) throw setupLinkNotValid();
      const { username, displayName, email } = input;
      const id = await addFirstOwner(deps, source, { username, displayName, email, passwordHash }, now);
      const user = await source.users.byId(id);
      if (user === undefined) throw new Error('the owner just added is gone');
      const step = await beginSignIn(deps, source, user, client, null, browserToken, now);
      await source.audit.append({
        kind: 'owner.created',
        at: now,
        actor: { kind: 'nobody' },
        subject: { kind: 'user', id, name: username },
        address: client.address,
      });
      return step;
    });
  };

const setupLinkNotValid = (): Refusal =>
  new Refusal(
    'link-not-valid',
    'This link was used, has expired, or was replaced. Restart the server for a new one.',
  );
