import { readFile } from 'node:fs/promises';
import { RequireMany, type Selection } from '@sallyport/contract/bulk.ts';
import type { Job } from '@sallyport/contract/jobs.ts';
import type { Command } from 'commander';
import { requireOfUsers } from '../flows/administer/bulk/start.ts';
import { countUsers } from '../flows/administer/users/list.ts';
import { cliCaller } from '../flows/caller.ts';
import { invalid } from '../ports/refusal.ts';
import { CommandFailed } from './failure.ts';
import { filterOption, readFilterOption } from './filter-option.ts';
import { findUser } from './find-user.ts';
import { answer, type CliParts, type Installation, jsonOption, withInstallation } from './parts.ts';
import type { Terminal } from './terminal.ts';
import { seeThrough } from './watch-job.ts';

interface Options {
  readonly user?: readonly string[];
  readonly file?: string;
  readonly filter?: readonly string[];
  readonly all?: boolean;
  readonly days: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

export const addUserRequire = (user: Command, parts: CliParts): Command =>
  user
    .command('require')
    .description('require 2FA of users, each with a period to set it up')
    .option('--user <name...>', 'these users')
    .option('--file <path>', 'the users named in a file, one a line; - for standard input')
    .option(...filterOption)
    .option('--all', 'everybody')
    .option('--days <days>', 'how long the period is', '7')
    .option('--dry-run', 'say how many it is about, and change nothing')
    .option('--yes', 'do not ask, at a terminal, whether as many as the filter finds are meant')
    .option(...jsonOption)
    .action(async (options: Options) => {
      const answered = await withInstallation(parts, async (installation) => {
        const selection = await selectionOf(installation, parts, options);
        const parsed = RequireMany.safeParse({ ...selection, days: Number(options.days) });
        if (!parsed.success) throw invalid('--days', parsed.error.issues[0]?.message ?? 'is not valid');
        if (options.dryRun) return { users: await sizeOf(installation, selection) };
        if (selection.filter !== undefined && !options.yes && parts.terminal.interactive)
          await confirm(parts.terminal, await sizeOf(installation, selection), options.days);
        const { id } = await requireOfUsers(installation)(cliCaller, parsed.data);
        return seeThrough(installation, parts.terminal, id);
      });
      if ('users' in answered) answer(parts, options, answered, `It is about ${people(answered.users)}.`);
      else {
        answer(parts, options, answered, inWords(answered, options.days));
        if (answered.state === 'failed') throw new CommandFailed();
      }
    });

const people = (users: number): string => (users === 1 ? '1 user' : `${users.toLocaleString('en')} users`);

const sizeOf = async (installation: Installation, { userIds, filter = {} }: Selection): Promise<number> =>
  userIds?.length ?? (await countUsers(installation)(filter)).count;

const confirm = async (terminal: Terminal, users: number, days: string): Promise<void> => {
  if (await terminal.confirm(`Require 2FA of ${people(users)}, with ${days} days to set it up?`)) return;
  terminal.say('Nothing was changed.');
  throw new CommandFailed();
};

/** @throws Refusal `invalid-request` unless it is said, in one way, whom it is about */
const selectionOf = async (
  installation: Installation,
  { terminal }: CliParts,
  { user, file, filter, all }: Options,
): Promise<Selection> => {
  const ways = [user, file, filter, all].filter((way) => way !== undefined);
  if (ways.length !== 1) throw invalid('users', 'say whom by one of --user, --file, --filter and --all');
  if (all) return { filter: {} };
  if (filter !== undefined) return { filter: readFilterOption(filter) };
  const text =
    file === undefined ? '' : file === '-' ? await terminal.readInput() : await readFile(file, 'utf8');
  const names = user ?? text.split('\n').flatMap((line) => line.trim() || []);
  const userIds: string[] = [];
  for (const name of names) userIds.push((await findUser(installation, name)).id);
  return { userIds };
};

const inWords = ({ id, state, done, total, failures, error }: Job, days: string): string => {
  const notServed = failures === 0 ? '' : ` ${failures} could not be served: npx sallyport job show ${id}`;
  const served = (done - failures).toLocaleString('en');
  switch (state) {
    case 'done':
      return `2FA is required of ${served} users, with ${days} days to set it up.${notServed}`;
    case 'failed':
      return `The job failed: ${error ?? 'it is not known why'}`;
    default:
      return `2FA is required of ${served} of ${total.toLocaleString('en')} users so far; the server goes on. npx sallyport job show ${id}`;
  }
};
