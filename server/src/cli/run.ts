import { Command, CommanderError } from 'commander';
import { Refusal } from '../ports/refusal.ts';
import { addAudit } from './audit.ts';
import { addDoctor } from './doctor.ts';
import { addExplain } from './explain.ts';
import { CommandFailed } from './failure.ts';
import { addInit } from './init.ts';
import { addJob } from './job.ts';
import type { CliParts } from './parts.ts';
import { addPolicy } from './policy.ts';
import { addRescue } from './rescue.ts';
import { addRollout } from './rollout.ts';
import { addServe } from './serve.ts';
import { addToken } from './token.ts';
import { addUserAccessCode } from './user-access-code.ts';
import { addUserAdd } from './user-add.ts';
import { addUserImport } from './user-import.ts';
import { addUserList } from './user-list.ts';
import { addUserRequire } from './user-require.ts';
import { addUserReset } from './user-reset.ts';
import { addUserUnlock } from './user-unlock.ts';

/**
 * Runs one command; `argv` without the program's own name. The exit code: 0 done, 1 refused or failed, 2 not understood.
 * What failed is said in one line on standard error; mistakes in a file one line each.
 */
export const runCli = async (argv: readonly string[], parts: CliParts): Promise<number> => {
  const sallyport = program(parts);
  const [first = ''] = argv;
  // Else it would be taken for an argument of `serve`, which is what runs without a command.
  if (
    /^\w/.test(first) &&
    first !== 'help' &&
    !sallyport.commands.some((command) => command.name() === first)
  ) {
    parts.terminal.say(`error: unknown command '${first}'\n(--help tells more)`);
    return 2;
  }
  try {
    await sallyport.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof CommandFailed))
      for (const line of linesOf(error)) parts.terminal.say(`sallyport: ${line}`);
    return 1;
  }
};

const linesOf = (error: unknown): readonly string[] => {
  if (error instanceof Refusal && error.code === 'import-faults')
    return [...error.errors.map(({ message }) => message), error.message];
  return [mended(error)];
};

/** What the system says in its own words, in ours. */
const mended = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { code, path, port } = error as NodeJS.ErrnoException & { readonly port?: number };
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port ?? ''} is in use: a server may be running already. Stop it, or set SALLYPORT_PORT to another.`;
    case 'EACCES':
      return `${path ?? 'A file'} must not be read or written by this user: ${error.message}`;
    case 'ENOENT':
      return `There is no file ${path ?? ''}.`;
    default:
      return error.message;
  }
};

const program = (parts: CliParts): Command => {
  const sallyport = new Command('sallyport')
    .description(
      'Requires, rolls out and enforces two-factor authentication on every login of an organisation',
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => parts.terminal.print(text.trimEnd()),
      writeErr: (text) => parts.terminal.say(text.trimEnd()),
    })
    .showHelpAfterError('(--help tells more)');
  addServe(sallyport, parts);
  addInit(sallyport, parts);
  addToken(sallyport.command('token').description('API tokens of the installation'), parts);
  const user = sallyport.command('user').description('users');
  addUserAdd(user, parts);
  addUserImport(user, parts);
  addUserAccessCode(user, parts);
  addUserList(user, parts);
  addUserRequire(user, parts);
  addUserReset(user, parts);
  addUserUnlock(user, parts);
  addPolicy(sallyport.command('policy').description('who needs a second factor, where and when'), parts);
  addRescue(sallyport.command('rescue').description('when nobody gets in any more'), parts);
  addExplain(sallyport, parts);
  addRollout(sallyport.command('rollout').description('rollouts in waves'), parts);
  addAudit(
    sallyport.command('audit').description('what happened, and whether it is as it was recorded'),
    parts,
  );
  addJob(sallyport.command('job').description('long work in the background'), parts);
  addDoctor(sallyport, parts);
  return sallyport;
};
