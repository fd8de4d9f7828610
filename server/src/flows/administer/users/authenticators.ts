import type { Authenticator } from '@sallyport/contract/me.ts';
import { asId, type UserId } from '../../../kernel/ids.ts';
import { authenticatorView } from '../../account/authenticators.ts';
import type { Look } from '../act.ts';
import { noSuchUser } from './describe.ts';

/** @throws Refusal `not-found` */
export const listUserAuthenticators =
  ({ read }: Pick<Look<'users' | 'authenticators'>, 'read'>) =>
  async (id: string): Promise<{ items: Authenticator[] }> => {
    const user = await read.users.byId(asId<UserId>(id));
    if (user === undefined) throw noSuchUser();
    return { items: (await read.authenticators.ofUser(user.id)).map(authenticatorView) };
  };
