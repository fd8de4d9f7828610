import { CreateUser } from '@sallyport/contract/users.ts';
import type { Command } from 'commander';
import { createActivationLink } from '../flows/administer/users/activation.ts';
import { createUser } from '../flows/administer/users/create.ts';
import { cliCaller } from '../flows/caller.ts';
import { invalid } from '../ports/refusal.ts';
import { answer, type CliParts, jsonOption, withInstallation } from './parts.ts';

interface Options {
  readonly email: string;
  readonly displayName?: string;
  readonly group: readonly string[];
  readonly mail?: boolean;
  readonly json?: boolean;
}

export const addUserAdd = (user: Command, parts: CliParts): Command =>
  user
    .command('add')
    .description('create a user; prints the link that activates the account, unless it is mailed')
    .argument('<name>', 'user name')
    .requiredOption('--email <address>')
    .option('--display-name <name>', 'the user name if not said')
    .option('--group <group...>', 'by id or name', [])
    .option('--mail', 'mail the activation link')
    .option(...jsonOption)
    .action(async (username: string, options: Options) => {
      const { email, displayName = username, group: groups, mail: sendActivation = false } = options;
      const parsed = CreateUser.safeParse({ username, displayName, email, groups, sendActivation });
      const [issue] = parsed.error?.issues ?? [];
      if (!parsed.success) throw invalid(issue?.path.join('.') ?? '', issue?.message ?? 'is not valid');
      await withInstallation(parts, async (installation) => {
        const created = await createUser(installation)(cliCaller, parsed.data);
        if (sendActivation)
          return answer(parts, options, { user: created }, `${username} is created; the mail is on its way.`);
        const activationLink = await createActivationLink(installation)(cliCaller, created.id);
        answer(parts, options, { user: created, activationLink }, activationLink.url);
      });
    });
