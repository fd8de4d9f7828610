import { readFile } from 'node:fs/promises';
import { RequireMany, type Selection } from '@sallyport/contract/bulk.ts';
import type { Job } from '@sallyport/contract/jobs.ts';
import type { Command } from 'commander';
import { requireOfUsers } from '../flows/administer/bulk/start.ts';
import { cliCaller } from '../flows/caller.ts';
import { invalid } from '../ports/refusal.ts';
import { CommandFailed } from './failure.ts';
import { filterOption, readFilterOption } from './filter-option.ts';
import { findUser } from './find-user.ts';
import { answer, type CliParts, type Installation, jsonOption, withInstallation } from './parts.ts';
import { seeThrough } from './watch-job.ts';

interface Options {
  readonly user?: readonly string[];
  readonly file?: string;
  readonly filter?: readonly string[];
  readonly all?: boolean;
  readonly days: string;
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
    .option(...jsonOption)
    .action(async (options: Options) => {
      const job = await withInstallation(parts, async (installation) => {
        const selection = await selectionOf(installation, parts, options);
        const parsed = RequireMany.safeParse({ ...selection, days: Number(options.days) });
        if (!parsed.success) throw invalid('--days', parsed.error.issues[0]?.message ?? 'is not valid');
        const { id } = await requireOfUsers(installation)(cliCaller, parsed.data);
        return seeThrough(installation, parts.terminal, id);
      });
      answer(parts, options, job, inWords(job, options.days));
      if (job.state === 'failed') throw new CommandFailed();
    });

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
  const notServed = failures === 0 ? '' : ` ${failures} could not be served: sallyport job show ${id}`;
  const served = (done - failures).toLocaleString('en');
  switch (state) {
    case 'done':
      return `2FA is required of ${served} users, with ${days} days to set it up.${notServed}`;
    case 'failed':
      return `The job failed: ${error ?? 'it is not known why'}`;
    default:
      return `2FA is required of ${served} of ${total.toLocaleString('en')} users so far; the server goes on. sallyport job show ${id}`;
  }
};
