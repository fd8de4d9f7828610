/** What is to be expected is a fraction of people: nobody who may be locked out is rounded away. */
const roundedUp = (expected: number): number => Math.ceil(Math.round(expected * 100) / 100);

/** “up to 1”; whole numbers as they are. */
export const upTo = (expected: number): string => {
  const whole = roundedUp(expected);
  return `${Number.isInteger(Math.round(expected * 100) / 100) ? '' : 'up to '}${whole.toLocaleString('en')}`;
};

interface Expected {
  all: number;
  toEnroll: number;
  lockedOut: number;
}

/** In people that add up to all of them. */
export function wholePeople({ all, toEnroll, lockedOut }: Expected) {
  const out = roundedUp(lockedOut);
  const still = Math.min(roundedUp(toEnroll), all - out);
  return { enrolled: all - out - still, toEnroll: still, lockedOut: out };
}
