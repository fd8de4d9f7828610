import type { Instant } from '../../kernel/instant.ts';
import { findStep, stepAt, type TotpKey } from './steps.ts';

/** In steps before and after now. */
export interface DriftReach {
  readonly behind: number;
  readonly ahead: number;
}

const duration = (seconds: number): string =>
  seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;

/**
 * How far the device's clock is off, if the code is one of a step around now. It is told and never accepted.
 * Each step ahead that is looked at is one more code that a guess could find out to become right.
 */
export const driftHelp = (
  key: TotpKey,
  code: string,
  now: Instant,
  reach: DriftReach,
): string | undefined => {
  const present = stepAt(now, key.period);
  const step = findStep(key, code, present - reach.behind, present + reach.ahead);
  if (step === undefined || step === present) return undefined;
  const off = duration(Math.abs(step - present) * key.period);
  return step > present
    ? `Your device’s clock is about ${off} ahead. Let the device set its time automatically, then use the next code.`
    : `This code is about ${off} old. Use the one shown now; if that is refused too, your device’s clock is behind: let the device set its time automatically.`;
};

export const usedCodeHelp = (key: TotpKey): string =>
  `This code was used already, or a newer one was. Wait for the next code: it takes up to ${key.period} seconds.`;

export const wrongCodeHelp = [
  'The code is not right. Wait for the next code and type it while it is shown.',
  'If that does not help, check that your device sets its time automatically, or use a backup code.',
].join(' ');

/** Whoever is setting it up has no backup codes yet. */
export const wrongFirstCodeHelp = [
  'The code is not right. Wait for the next code and type it while it is shown.',
  'If that does not help, check that your device sets its time automatically, or scan the QR code again.',
].join(' ');
