import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import type { Traffic } from '../../ports/traffic.ts';

/** Milliseconds between two looks, and after which work goes on all the same: it must end some day. */
const look = 1;
const patience = 50;

/** Between two pages of long work: lets the event loop turn, and people who are being answered go first. */
export const giveWay = async (traffic: Traffic): Promise<void> => {
  await breathe();
  for (let waited = 0; waited < patience && !traffic.isQuiet(); waited += look) await sleep(look);
};
