import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The code an authenticator app shows, made by a program that is not ours. */
export const totpCode = async (secret: string, at: Date, digits = 6, period = 30): Promise<string> => {
  const now = at
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
  const { stdout } = await run('oathtool', [
    '--totp',
    '--base32',
    `--digits=${digits}`,
    `--time-step-size=${period}s`,
    `--now=${now}`,
    secret,
  ]);
  return stdout.trim();
};
