import { createHmac, createSecretKey } from 'node:crypto';
import { Secret } from 'otpauth';
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

/** What computes codes: the key is read once, which costs several times what a code does. */
const generator = ({ secret, algorithm, digits }: TotpKey): ((step: number) => string) => {
  const key = createSecretKey(Secret.fromBase32(secret).bytes);
  const counter = Buffer.alloc(8);
  return (step) => {
    counter.writeBigUInt64BE(BigInt(step));
    const mac = createHmac(algorithm, key).update(counter).digest();
    const offset = mac.readUInt8(mac.length - 1) & 0x0f;
    const truncated = mac.readUInt32BE(offset) & 0x7fffffff;
    return String(truncated % 10 ** digits).padStart(digits, '0');
  };
};

/**
 * The code of one step: HOTP (RFC 4226 §5.3) with the step as its counter.
 * @internal held to the vectors of the RFCs by tests, which are all that ask for a single code
 */
export const codeAt = (key: TotpKey, step: number): string => generator(key)(step);

/** The latest step from `first` to `last` that shows this code. All are looked at, whichever matches. */
export const findStep = (key: TotpKey, code: string, first: number, last: number): number | undefined => {
  const codeOf = generator(key);
  let found: number | undefined;
  for (let step = Math.max(0, first); step <= last; step++) {
    if (sameText(codeOf(step), code)) found = step;
  }
  return found;
};
