import type { TwoFactor } from '@sallyport/contract/me.ts';
import { isoTime } from '../kernel/instant.ts';
import { enrollableMethods } from '../policy/model.ts';
import { statusOfMethod } from '../policy/standing.ts';
import { requiredBy } from './sign-in/state.ts';
import { type Standpoint, standingOf } from './standpoint.ts';

/** How a user stands, for their own page and the administrators' list alike. */
export const twoFactor = (standpoint: Standpoint): TwoFactor => {
  const { facts } = standpoint;
  const standing = standingOf(standpoint);
  const { status, required, because, period, owed } = standing;
  const usable = new Set(
    facts.authenticators.filter(({ disabled }) => !disabled).map(({ method }) => method),
  );
  return {
    status,
    required,
    requiredBy: requiredBy(because),
    ...(period && { period: { startedAt: isoTime(period.startedAt), deadline: isoTime(period.deadline) } }),
    methods: enrollableMethods.filter((method) => usable.has(method)),
    byMethod: {
      totp: statusOfMethod(standing, 'totp', usable),
      webauthn: statusOfMethod(standing, 'webauthn', usable),
    },
    owed: [...owed],
    backupCodesLeft: facts.backupCodesLeft,
  };
};
