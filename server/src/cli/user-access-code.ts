import { CreateAccessCode } from '@sallyport/contract/users.ts';
import type { Command } from 'commander';
import { createAccessCode } from '../flows/administer/users/access-code.ts';
import { cliCaller } from '../flows/caller.ts';
import { invalid } from '../ports/refusal.ts';
import { findUser } from './find-user.ts';
import { answer, type CliParts, jsonOption, withInstallation } from './parts.ts';

interface Options {
  readonly minutes: string;
  readonly verifiedBy: string;
  readonly note: string;
  readonly json?: boolean;
}

export const addUserAccessCode = (user: Command, parts: CliParts): Command =>
  user
    .command('access-code')
    .description('a code to hand to a user who has nothing else to prove with; works once')
    .argument('<name>', 'user name')
    .requiredOption('--verified-by <text>', 'how their identity was verified; is recorded')
    .option('--minutes <number>', 'how long it works, up to a day', '60')
    .option('--note <text>', 'is recorded', '')
    .option(...jsonOption)
    .action(async (name: string, options: Options) => {
      const parsed = CreateAccessCode.safeParse({
        minutes: Number(options.minutes),
        identityVerifiedBy: options.verifiedBy,
        note: options.note,
      });
      if (!parsed.success) throw faultOf(parsed.error.issues[0]);
      const made = await withInstallation(parts, async (installation) => {
        const { id } = await findUser(installation, name);
        return createAccessCode(installation)(cliCaller, id, parsed.data);
      });
      answer(parts, options, made, `${made.code}\nWorks once, with the password, until ${made.expiresAt}.`);
    });

const optionOf: Readonly<Record<string, string>> = {
  minutes: '--minutes',
  identityVerifiedBy: '--verified-by',
  note: '--note',
};

const faultOf = (issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined) =>
  invalid(optionOf[String(issue?.path[0])] ?? '--minutes', issue?.message ?? 'is not valid');
