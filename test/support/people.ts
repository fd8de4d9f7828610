import type { User } from '@sallyport/contract/users.ts';
import { Client } from './client.ts';
import { totpCode } from './oathtool.ts';
import type { Installation, RunningServer } from './server.ts';

export const ownerPassword = 'lantern orchid gravel seven';
export const userPassword = 'meadow copper violin thirty';

/** The first owner, made on the command line, and an API token of theirs: whoever administers in a test. */
export const administrator = async (installation: Installation, server: RunningServer): Promise<Client> => {
  await installation.cli(
    ['init', '--owner', 'olivia', '--email', 'olivia@example.com', '--password-stdin'],
    ownerPassword,
  );
  const { stdout } = await installation.cli(['token', 'create', '--name', 'tests', '--role', 'owner']);
  return new Client(server.url, { token: stdout.trim() });
};

export interface Person {
  readonly user: User;
  readonly username: string;
  readonly password: string;
}

/** Creates a user and activates them; nothing may be required of them yet. */
export const activePerson = async (
  admin: Client,
  server: RunningServer,
  username: string,
): Promise<Person> => {
  const user = await admin.must('POST /users', {
    username,
    displayName: username,
    email: `${username}@example.com`,
  });
  await activateAs(admin, server, user);
  return { user, username, password: userPassword };
};

/** Opens the activation link as its receiver would; the browser that did it. */
export const activateAs = async (admin: Client, server: RunningServer, user: User): Promise<Client> => {
  const { url } = await admin.must('POST /users/:id/activation-link', undefined, { params: { id: user.id } });
  const browser = new Client(server.url, server);
  await browser.must('POST /activations', { token: url.split('#').at(-1) ?? '', password: userPassword });
  return browser;
};

/** A browser in which this person has entered the right password. */
export const startSignIn = async (
  server: RunningServer,
  person: Pick<Person, 'username' | 'password'>,
): Promise<Client> => {
  const browser = new Client(server.url, server);
  await browser.must('POST /sign-ins', { username: person.username, password: person.password });
  return browser;
};

export interface Enrolled {
  readonly browser: Client;
  readonly secret: string;
  readonly backupCodes: readonly string[];
}

/** Sets up TOTP in a sign-in that asks for it; `at` is the servers' time. */
export const enrollTotp = async (browser: Client, at: Date): Promise<Enrolled> => {
  const { id, secret = '' } = await browser.must('POST /sign-ins/current/enrollments', { method: 'totp' });
  const code = await totpCode(secret, at);
  const { backupCodes = [] } = await browser.must(
    'POST /sign-ins/current/enrollments/:id/confirm',
    { code },
    { params: { id } },
  );
  return { browser, secret, backupCodes };
};

/** A browser that is signed in with password and code; `at` is the servers' time, in a step not used before. */
export const signInWithTotp = async (
  server: RunningServer,
  person: Pick<Person, 'username' | 'password'>,
  secret: string,
  at: Date,
): Promise<Client> => {
  const browser = await startSignIn(server, person);
  await browser.must('POST /sign-ins/current/proofs', { method: 'totp', code: await totpCode(secret, at) });
  return browser;
};

/** Proves the factor once more, as changes of one's account ask for. */
export const stepUp = async (browser: Client, secret: string, at: Date): Promise<void> => {
  await browser.must('POST /me/step-up', { method: 'totp', code: await totpCode(secret, at) });
};

/** The person's TOTP is set up in a sign-in of their own that requires it by name. */
export const enrolledPerson = async (
  admin: Client,
  server: RunningServer,
  username: string,
  at: Date,
): Promise<Person & Enrolled> => {
  const person = await activePerson(admin, server, username);
  await admin.must('PUT /users/:id/requirement', { strength: 'forced' }, { params: { id: person.user.id } });
  return { ...person, ...(await enrollTotp(await startSignIn(server, person), at)) };
};
