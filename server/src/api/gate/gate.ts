import type { Approach, Caller, GateParts, Step } from './approach.ts';
import { askForStepUp } from './ask-for-step-up.ts';
import { comparePermission } from './compare-permission.ts';
import { identifyCaller } from './identify-caller.ts';
import { keepTokensOut } from './keep-tokens-out.ts';
import { refuseOtherSites } from './refuse-other-sites.ts';
import { wantSignInCookie } from './want-sign-in-cookie.ts';

/** In this order. */
const steps: readonly Step[] = [
  refuseOtherSites,
  wantSignInCookie,
  identifyCaller,
  keepTokensOut,
  comparePermission,
  askForStepUp,
];

/**
 * The one gate that every request passes before anything of it is read: who calls, undefined on public addresses.
 * @throws Refusal when the request is turned away; any other error of a step turns it away as well.
 */
export const passGate = async (approach: Approach, parts: GateParts): Promise<Caller | undefined> => {
  let caller: Caller | undefined;
  for (const step of steps) caller = await step(approach, caller, parts);
  return caller;
};
