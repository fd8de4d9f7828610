import { Refusal } from '../ports/refusal.ts';
import type { User } from '../ports/users.ts';
import type { Installation } from './parts.ts';

/** By name, in any spelling. @throws Refusal `not-found` */
export const findUser = async ({ read }: Installation, username: string): Promise<User> => {
  const user = await read.users.byUsername(username);
  if (user === undefined) throw new Refusal('not-found', `There is no user ${username}.`);
  return user;
};
