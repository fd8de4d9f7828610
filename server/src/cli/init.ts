import type { Command } from 'commander';
import { initOwner } from '../flows/administer/init-owner.ts';
import { answer, type CliParts, jsonOption, withInstallation } from './parts.ts';

interface Options {
  readonly owner: string;
  readonly email: string;
  readonly displayName?: string;
  readonly json?: boolean;
}

export const addInit = (sallyport: Command, parts: CliParts): Command =>
  sallyport
    .command('init')
    .description('create the first owner; voids the link that the server printed')
    .requiredOption('--owner <name>', 'user name')
    .requiredOption('--email <address>')
    .requiredOption('--password-stdin', 'read the password from standard input, one line')
    .option('--display-name <name>', 'the user name if not said')
    .option(...jsonOption)
    .action(async (options: Options) => {
      const password = (await parts.terminal.readInput()).replace(/\r?\n$/, '');
      const { owner: username, email, displayName = username } = options;
      await withInstallation(
        parts,
        async (installation) => {
          const id = await initOwner(installation)({ username, email, displayName, password });
          const signInAt = `${installation.origin}/`;
          answer(
            parts,
            options,
            { id, username, signInAt },
            `${username} is owner now: sign in at ${signInAt}`,
          );
        },
        'there or made',
      );
    });
