import type { UserId } from '../../../server/src/kernel/ids.ts';
import type { Instant } from '../../../server/src/kernel/instant.ts';
import type { Chance } from './chance.ts';

/** When somebody sets up a second factor, once they are told that they must. */
export type Temperament = 'early' | 'after-a-reminder' | 'on-the-last-day' | 'never';

export interface Person {
  readonly id: UserId;
  readonly username: string;
  readonly temperament: Temperament;
  /** Base32, where they set it up in a sign-in of their own. */
  secret: string | undefined;
}

const day = 86_400_000;

export const someTemperament = (chance: Chance): Temperament => {
  const throwOfDice = chance.next();
  if (throwOfDice < 0.4) return 'early';
  if (throwOfDice < 0.65) return 'after-a-reminder';
  return throwOfDice < 0.85 ? 'on-the-last-day' : 'never';
};

/** Whether today is the day on which they do something about a deadline. */
export const acts = (
  { temperament }: Person,
  deadline: Instant | undefined,
  now: Instant,
  chance: Chance,
): boolean => {
  if (deadline === undefined || deadline < now) return false;
  switch (temperament) {
    case 'early':
      return chance.happens(0.3);
    case 'after-a-reminder':
      return deadline - now < 3 * day && chance.happens(0.6);
    case 'on-the-last-day':
      return deadline - now < day;
    case 'never':
      return false;
  }
};
