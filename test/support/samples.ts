/** What tests need some of, whichever. */
import { defaultSettings } from '../../server/src/config/default-settings.ts';
import { systemClock } from '../../server/src/kernel/clock.ts';
import { type Id, idMaker } from '../../server/src/kernel/ids.ts';
import { systemRandom } from '../../server/src/kernel/random.ts';
import type { NewUser } from '../../server/src/ports/users.ts';

export const settings = defaultSettings('http://localhost');

export const newId: <K extends string>() => Id<K> = idMaker(systemClock, systemRandom);

/** An active user with a name of their own. */
export function someUser(given: Partial<NewUser> = {}): NewUser {
  const id = newId<'user'>();
  return {
    id,
    username: `user-${id}`,
    displayName: 'Some User',
    email: `${id}@example.org`,
    state: 'active',
    role: null,
    passwordHash: null,
    createdAt: 1_000,
    activatedAt: 1_000,
    ...given,
  };
}
