import { formatDate } from './time.ts';

interface Given {
  codes: readonly string[];
  username: string;
  organisation: string;
  madeAt: Date;
}

/** The text that people keep: what the codes are for, and the codes, one a line. */
export function backupCodesFile({ codes, username, organisation, madeAt }: Given): string {
  return [
    `${organisation}: backup codes of ${username}`,
    `Made on ${formatDate(madeAt.toISOString())}. Each code works once; new codes void these.`,
    '',
    ...codes,
    '',
  ].join('\n');
}
