import { ResetTwoFactor } from '@sallyport/contract/users.ts';
import type { Command } from 'commander';
import { resetTwoFactor } from '../flows/administer/users/reset-two-factor.ts';
import { cliCaller } from '../flows/caller.ts';
import { invalid } from '../ports/refusal.ts';
import { findUser } from './find-user.ts';
import { answer, type CliParts, jsonOption, withInstallation } from './parts.ts';

interface Options {
  readonly verifiedBy: string;
  readonly note: string;
  readonly json?: boolean;
}

export const addUserReset = (user: Command, parts: CliParts): Command =>
  user
    .command('reset')
    .description('void a user’s second factors, backup codes and sessions')
    .argument('<name>', 'user name')
    .requiredOption('--verified-by <text>', 'how their identity was verified; is recorded')
    .option('--note <text>', 'is recorded', '')
    .option(...jsonOption)
    .action(async (name: string, options: Options) => {
      const parsed = ResetTwoFactor.safeParse({ identityVerifiedBy: options.verifiedBy, note: options.note });
      if (!parsed.success) throw invalid('--verified-by', parsed.error.issues[0]?.message ?? 'is not valid');
      const after = await withInstallation(parts, async (installation) => {
        const { id } = await findUser(installation, name);
        return resetTwoFactor(installation)(cliCaller, id, parsed.data);
      });
      answer(
        parts,
        options,
        after,
        `${after.username} has no second factor any more, and is signed out everywhere.`,
      );
    });
