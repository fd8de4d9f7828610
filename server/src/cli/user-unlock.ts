import type { Command } from 'commander';
import { unlockUser } from '../flows/administer/users/unlock.ts';
import { cliCaller } from '../flows/caller.ts';
import { findUser } from './find-user.ts';
import { answer, type CliParts, jsonOption, withInstallation } from './parts.ts';

export const addUserUnlock = (user: Command, parts: CliParts): Command =>
  user
    .command('unlock')
    .description('end the pauses after wrong tries')
    .argument('<name>', 'user name')
    .option(...jsonOption)
    .action(async (name: string, options: { readonly json?: boolean }) => {
      const after = await withInstallation(parts, async (installation) => {
        const { id } = await findUser(installation, name);
        return unlockUser(installation)(cliCaller, id);
      });
      answer(parts, options, after, `${after.username} can try again.`);
    });
