import { type User, UserQuery } from '@sallyport/contract/users.ts';
import type { Command } from 'commander';
import { countUsers, listUsers } from '../flows/administer/users/list.ts';
import { invalid } from '../ports/refusal.ts';
import { filterOption, readFilterOption } from './filter-option.ts';
import { answer, type CliParts, jsonOption, withInstallation } from './parts.ts';

interface Options {
  readonly filter?: readonly string[];
  readonly limit: string;
  readonly cursor?: string;
  readonly json?: boolean;
}

export const addUserList = (user: Command, parts: CliParts): Command =>
  user
    .command('list')
    .description('users and how they stand with 2FA')
    .option(...filterOption)
    .option('--limit <number>', 'at most so many', '50')
    .option('--cursor <text>', 'goes on where a list before ended')
    .option(...jsonOption)
    .action(async ({ filter = [], limit, cursor, ...options }: Options) => {
      const wanted = readFilterOption(filter);
      const parsed = UserQuery.safeParse({ ...wanted, limit, ...(cursor !== undefined && { cursor }) });
      if (!parsed.success) throw invalid('--limit', parsed.error.issues[0]?.message ?? 'is not valid');
      const found = await withInstallation(parts, async (installation) => ({
        ...(await listUsers(installation)(parsed.data)),
        total: (await countUsers(installation)(wanted)).count,
      }));
      const more = found.nextCursor === undefined ? '' : `\nMore: --cursor ${found.nextCursor}`;
      const lines = found.items.map(lineOf);
      answer(parts, options, found, `${lines.join('\n')}\n${lines.length} of ${found.total}${more}`.trim());
    });

const lineOf = ({ username, state, twoFactor: { status, required, period } }: User): string =>
  [
    username,
    state,
    period === undefined ? status : `${status} (${period.deadline.slice(0, 10)})`,
    required ? 'required' : 'not required',
  ].join('\t');
