import type { Overview } from '@sallyport/contract/administration.ts';
import { formatWait } from '../../ui/time.ts';

/** More than this, in milliseconds, and codes of authenticator apps begin to fail. */
const noticeable = 5000;

/** What an administrator should know about the server's clock, in plain words; nothing if it is well. */
export function clockWarnings({ synchronised, offset, behind }: Overview['clock']): readonly string[] {
  return [
    ...(behind
      ? [
          `It stands ${formatWait(behind / 1000)} before a time already seen. Deadlines go on by the later time until the clock has caught up.`,
        ]
      : []),
    ...(synchronised === false
      ? [
          'It is not synchronised. If it drifts, codes from authenticator apps are refused: set up NTP on the server.',
        ]
      : []),
    ...(offset !== null && Math.abs(offset) >= noticeable
      ? [`It is off by ${formatWait(Math.abs(offset) / 1000)}, as the time service reports.`]
      : []),
  ];
}
