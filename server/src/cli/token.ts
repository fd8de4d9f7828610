import { CreateToken } from '@sallyport/contract/administration.ts';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { createToken, listTokens, revokeToken } from '../flows/administer/tokens.ts';
import { cliCaller } from '../flows/caller.ts';
import { type Role, roles } from '../policy/model.ts';
import { answer, type CliParts, type Installation, jsonOption, withInstallation } from './parts.ts';

interface CreateOptions {
  readonly name: string;
  readonly role: Role;
  readonly days: number;
  readonly json?: boolean;
}

export const addToken = (token: Command, parts: CliParts): void => {
  token
    .command('create')
    .description('make an API token and print it, this once')
    .requiredOption('--name <name>', 'what it is for', checked('name'))
    .addOption(new Option('--role <role>', 'what it may do').choices(roles).makeOptionMandatory())
    .option('--days <days>', 'until it expires', (text) => checked('days')(Number(text)), 90)
    .option(...jsonOption)
    .action(async ({ json = false, ...input }: CreateOptions) => {
      const create = (installation: Installation) => createToken(installation)(cliCaller, input);
      const made = await withInstallation(parts, create, 'there or made');
      answer(parts, { json }, made, made.token);
    });
  token
    .command('list')
    .description('the tokens that are valid')
    .option(...jsonOption)
    .action(async (options: { readonly json?: boolean }) => {
      const tokens = await withInstallation(parts, (installation) => listTokens(installation)());
      const lines = tokens.items.map(({ id, name, role, expiresAt }) =>
        [id, role, expiresAt, name].join('  '),
      );
      answer(parts, options, tokens, lines.length === 0 ? 'There are no tokens.' : lines.join('\n'));
    });
  token
    .command('revoke')
    .description('make a token invalid at once')
    .argument('<id>')
    .option(...jsonOption)
    .action(async (id: string, options: { readonly json?: boolean }) => {
      await withInstallation(parts, (installation) => revokeToken(installation)(cliCaller, id));
      answer(parts, options, { id, revoked: true }, `The token ${id} is revoked.`);
    });
};

/** The same rules as over the API. */
const checked =
  (field: 'name' | 'days') =>
  (value: unknown): string | number => {
    const parsed = CreateToken.shape[field].safeParse(value);
    if (!parsed.success) throw new InvalidArgumentError(parsed.error.issues[0]?.message ?? 'is not valid');
    return parsed.data;
  };
