import { HOTP, Secret } from 'otpauth';
import type { Instant } from '../../kernel/instant.ts';
import { sameText } from '../../kernel/secrets.ts';

/** What server and device share. SHA-1 is what every authenticator app understands (RFC 6238 §1.2). */
export interface TotpKey {
  /** Base32 (RFC 4648 §6), without padding. */
  readonly secret: string;
  readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512';
  readonly digits: number;
  /** Seconds a code is shown. */
  readonly period: number;
}

/** Time steps since 1970 (RFC 6238 §4.2: T with T0 = 0). */
export const stepAt = (now: Instant, period: number): number => Math.floor(now / 1000 / period);

/** The code of one step: HOTP (RFC 4226 §5.3) with the step as its counter. */
export const codeAt = (key: TotpKey, step: number): string =>
  HOTP.generate({
    secret: Secret.fromBase32(key.secret),
    algorithm: key.algorithm,
    digits: key.digits,
    counter: step,
  });

/** The latest step from `first` to `last` that shows this code. All are looked at, whichever matches. */
export const findStep = (key: TotpKey, code: string, first: number, last: number): number | undefined => {
  let found: number | undefined;
  for (let step = Math.max(0, first); step <= last; step++) {
    if (sameText(codeAt(key, step), code)) found = step;
  }
  return found;
};
