import type { Preview } from '@sallyport/contract/preview.ts';
import type { Settings } from '@sallyport/contract/settings.ts';
import type { Policy } from '../../policy/model.ts';
import type { HostClock } from '../../ports/host-clock.ts';

type ClockState = Awaited<ReturnType<HostClock['check']>>;

/** A clock further off than this refuses the codes of some, in milliseconds: half a TOTP step. */
const tolerableOffset = 15_000;

/** What an administrator should know before they switch a requirement on. */
export const warningsOf = (settings: Settings, policy: Policy, clock: ClockState): Preview['warnings'] => {
  if (policy.state !== 'on') return [];
  const warnings: Preview['warnings'] = [];
  if (clock.synchronised === false)
    warnings.push({
      code: 'clock-not-synchronised',
      message:
        'The server’s clock is not synchronised: codes of authenticator apps may be refused. Set up NTP first.',
    });
  else if (clock.synchronised === null)
    warnings.push({
      code: 'clock-unknown',
      message:
        'No time service tells whether the server’s clock is right. If it is not, codes of authenticator apps are refused.',
    });
  else if (clock.offset !== null && Math.abs(clock.offset) > tolerableOffset)
    warnings.push({
      code: 'clock-off',
      message: `The server’s clock is off by ${Math.round(Math.abs(clock.offset) / 1000)} seconds: codes may be refused.`,
    });
  if (settings.mail.smtp === null)
    warnings.push({
      code: 'no-mail-server',
      message:
        'No mail server is set up: nobody is told by mail. The mails wait, and can be read in the portal.',
    });
  if (!settings.enforcement)
    warnings.push({
      code: 'enforcement-off',
      message:
        'Enforcement was switched off on the server: nothing is required of anybody until it is on again.',
    });
  return warnings;
};
