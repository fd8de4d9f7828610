/** An installation at work: the house with its sign-in and what goes on in the background. */
import { notifyOfExemptions } from '../../../server/src/flows/administer/exemptions/notify.ts';
import { editSettings } from '../../../server/src/flows/administer/settings/edit.ts';
import { notifyOfPeriods } from '../../../server/src/flows/roll-out/notify.ts';
import { advanceRollouts } from '../../../server/src/flows/rollouts/advance.ts';
import type { SignInDeps } from '../../../server/src/flows/sign-in/deps.ts';
import { deliverMails } from '../../../server/src/jobs/deliver-mails.ts';
import { workOnJobs } from '../../../server/src/jobs/work.ts';
import { allMethods } from '../../../server/src/methods/registry.ts';
import type { PasswordHasher } from '../../../server/src/ports/secrets.ts';
import { admin, type House, openHouse } from '../administration.ts';

/** Hashing well takes time on purpose; here thousands sign in, and what they type is no secret. */
const plainHasher: PasswordHasher = {
  hash: async (password) => password,
  verify: async (hash, password) => hash === password,
  hashWithSalt: async (secret) => Buffer.from(secret).toString('base64'),
};

export const password = 'meadow copper violin thirty';

export interface Office {
  readonly house: House;
  readonly signIn: SignInDeps;
  /** Whatever the server does by itself, until nothing is left to do. */
  readonly background: () => Promise<void>;
}

export const openOffice = async (): Promise<Office> => {
  const opened = await openHouse();
  const methods = allMethods({ ...opened, hasher: plainHasher });
  const house: House = { ...opened, methods };
  const smtp = { host: 'relay.example.org', port: 25, security: 'none', username: '' } as const;
  await editSettings(house)(admin, { mail: { smtp } });
  const [jobs, mails] = [workOnJobs(house), deliverMails(house)];
  const { signal } = new AbortController();
  /** Several on one database deliver sooner than one. */
  const servers = Array.from({ length: 8 });
  const untilDone = async (work: () => Promise<boolean>): Promise<void> => {
    while (await work());
  };
  return {
    house,
    signIn: { ...house, methods, hasher: plainHasher },
    background: async () => {
      await untilDone(async () => (await advanceRollouts(house)) === true);
      await untilDone(async () => (await jobs.run(signal)) === true);
      await untilDone(async () => (await notifyOfExemptions(house)()) > 0);
      await untilDone(async () => (await notifyOfPeriods(house)()) > 0);
      await untilDone(async () => (await Promise.all(servers.map(() => mails.run(signal)))).includes(true));
    },
  };
};
