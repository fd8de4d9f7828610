import type { Command } from 'commander';
import { rescueUser, setEnforcement } from '../flows/administer/rescue.ts';
import { cliCaller } from '../flows/caller.ts';
import { CommandFailed } from './failure.ts';
import { findUser } from './find-user.ts';
import { answer, type CliParts, jsonOption, withInstallation } from './parts.ts';

interface Options {
  readonly json?: boolean;
}

/** They work on the database itself: without the network, the server running or not. */
export const addRescue = (rescue: Command, parts: CliParts): void => {
  const enforcementCommand = (
    name: string,
    enforcement: boolean,
    description: string,
    question: string,
  ): void => {
    rescue
      .command(name)
      .description(description)
      .option(...jsonOption)
      .action(async (options: Options) => {
        await confirmed(parts, question);
        const changed = await withInstallation(parts, (installation) =>
          setEnforcement(installation)(cliCaller, enforcement),
        );
        const line = `Enforcement is ${enforcement ? 'on' : 'off'}${changed ? ' now, for the next login' : ' already'}.`;
        answer(parts, options, { enforcement, changed }, line);
      });
  };
  enforcementCommand(
    'disable-enforcement',
    false,
    'require 2FA of nobody but administrators, until it is enabled again',
    'Nobody but administrators will be asked for a second factor. Go on?',
  );
  enforcementCommand(
    'enable-enforcement',
    true,
    'require what the policies require again; everything is as it was',
    'All requirements will be in force again. Go on?',
  );
  rescue
    .command('reset-user')
    .description(
      'void a user’s second factors and sessions, end pauses, and give a new period if theirs has expired',
    )
    .argument('<name>', 'user name')
    .option(...jsonOption)
    .action(async (name: string, options: Options) => {
      await confirmed(parts, `${name} will have no second factor any more. Go on?`);
      const after = await withInstallation(parts, async (installation) => {
        const { id } = await findUser(installation, name);
        return rescueUser(installation)(cliCaller, id);
      });
      answer(parts, options, after, `${after.username} is reset, and can sign in with the password.`);
    });
};

/** Asked only where somebody can answer: a script that calls for a rescue means it. */
const confirmed = async ({ terminal }: CliParts, question: string): Promise<void> => {
  if (!terminal.interactive || (await terminal.confirm(question))) return;
  terminal.say('Nothing was changed.');
  throw new CommandFailed();
};
