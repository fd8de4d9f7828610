import { Refusal } from '../../ports/refusal.ts';
import type { Step } from './approach.ts';

/** Steps of a sign-in belong to the browser that began it; whether the cookie is good is the flow's to say. */
export const wantSignInCookie: Step = ({ access, signInToken }, caller) => {
  if (access === 'sign-in' && signInToken === '') {
    throw new Refusal('no-sign-in', 'Start with your user name and password.');
  }
  return caller;
};
