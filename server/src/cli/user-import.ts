import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { importUsers } from '../flows/administer/users/import/import.ts';
import { cliCaller } from '../flows/caller.ts';
import { answer, type CliParts, jsonOption, withInstallation } from './parts.ts';

interface Options {
  readonly dryRun?: boolean;
  readonly createGroups: boolean;
  readonly mail: boolean;
  readonly json?: boolean;
}

export const addUserImport = (user: Command, parts: CliParts): Command =>
  user
    .command('import')
    .description('create users from a CSV file, all or none: username,displayName,email,groups')
    .argument('<file>', '- for standard input')
    .option('--dry-run', 'check the file and change nothing')
    .option('--no-create-groups', 'refuse groups that are not there')
    .option('--no-mail', 'do not mail activation links')
    .option(...jsonOption)
    .action(async (file: string, options: Options) => {
      const csv = file === '-' ? await parts.terminal.readInput() : await readFile(file, 'utf8');
      const { createGroups, mail: sendActivation, dryRun = false } = options;
      if (parts.terminal.interactive) parts.terminal.say(`Reading ${file} …`);
      const result = await withInstallation(parts, (installation) =>
        importUsers(installation)(cliCaller, { csv, createGroups, sendActivation, dryRun }),
      );
      const newOnes = result.newGroups.length === 0 ? '' : `, ${result.newGroups.length} of them new`;
      const done = result.imported ? 'imported' : 'could be imported';
      answer(parts, options, result, `${result.users} users in ${result.groups} groups${newOnes}: ${done}.`);
    });
