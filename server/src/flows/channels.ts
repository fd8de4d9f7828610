import type { Channel } from '../policy/model.ts';

/** A person in front of the portal's own pages. */
export const portalChannel: Channel = {
  asks: true,
  enrolls: true,
  carries: new Set(['typed-code', 'browser']),
};
