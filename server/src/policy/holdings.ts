import { accessCode, asMethodSet, backupCode, bitOf, carriedBy, type MethodSet } from './method-set.ts';
import type { DecisionSettings, Facts, UserFacts } from './model.ts';

/** What the user has in hand, as sets of methods. Of methods that are not enabled nothing is left. */
export interface Holdings {
  readonly enabled: MethodSet;
  /** Enrolled and usable: what can count (rule 1). */
  readonly enrolled: MethodSet;
  /** Enrolled and disabled after too many failures. */
  readonly disabled: MethodSet;
  /** `enrolled`, and backup codes if any are left: what can prove. */
  readonly provable: MethodSet;
}

export const holdingsOf = (user: UserFacts, settings: DecisionSettings): Holdings => {
  const enabled = asMethodSet(settings.enabledMethods);
  let enrolled = 0;
  let disabled = 0;
  for (const authenticator of user.authenticators) {
    if (authenticator.disabled) disabled |= bitOf(authenticator.method);
    else enrolled |= bitOf(authenticator.method);
  }
  const codes = user.backupCodesLeft > 0 ? backupCode : 0;
  return {
    enabled,
    enrolled: enrolled & enabled,
    disabled: disabled & enabled,
    provable: (enrolled | codes) & enabled,
  };
};

/** Whether there is anything to prove, in working order or not: then a password alone enrolls nothing (rule 2). */
export const holdsAnything = (user: UserFacts): boolean =>
  user.authenticators.length > 0 || user.backupCodesLeft > 0;

/** A temporary access code that is still to be used, at a sign-in (N11). The strict profile knows none. */
export const accessCodeHeld = ({ user, settings, now }: Facts, { enabled }: Holdings): MethodSet =>
  user.accessCodeUntil !== undefined && now < user.accessCodeUntil && !settings.strictProfile
    ? accessCode & enabled
    : 0;

/**
 * The methods proved in this sign-in. A proof is worth no more than its authenticator, which may be gone by now; a
 * backup code and an access code are used up by proving.
 */
export const provedBy = ({ proofs, settings }: Facts, holdings: Holdings): MethodSet => {
  let proved = 0;
  for (const proof of proofs) proved |= bitOf(proof.method);
  const usedUp = settings.strictProfile ? backupCode : backupCode | accessCode;
  return proved & (holdings.enrolled | (usedUp & holdings.enabled));
};

/** What the channel can ask for (rule 9). */
export const askable = ({ channel }: Facts['request']): MethodSet =>
  channel.asks ? carriedBy(channel.carries) : 0;

/** What can be set up over the channel (rule 9). */
export const settableUp = ({ channel }: Facts['request']): MethodSet =>
  channel.enrolls ? carriedBy(channel.carries) : 0;
