import { Refusal } from '../../ports/refusal.ts';
import type { Step } from './approach.ts';

/** Rule 15: an API token is nobody's account; it reaches neither `/me` nor a session. */
export const keepTokensOut: Step = ({ access }, caller) => {
  if (access === 'session' && caller?.kind === 'token') {
    throw new Refusal(
      'permission-denied',
      'An API token has no account of its own; this is for people who are signed in.',
    );
  }
  return caller;
};
