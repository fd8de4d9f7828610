import type { Installation } from './server.ts';

/** The servers' clock, which goes on only when it is told to. */
export interface MovingClock {
  now(): Date;
  forward(seconds: number): Promise<void>;
  moveTo(time: Date): Promise<void>;
}

/** `start` is what the installation was made with. */
export const movingClock = (installation: Installation, start: Date): MovingClock => {
  let now = start;
  const moveTo = async (time: Date): Promise<void> => {
    now = time;
    await installation.setClock(now);
  };
  return { now: () => now, moveTo, forward: (seconds) => moveTo(new Date(now.getTime() + seconds * 1000)) };
};

export const minutes = 60;
export const hours = 60 * minutes;
export const days = 24 * hours;
