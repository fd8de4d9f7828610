import type { Policy } from '@sallyport/contract/policies.ts';
import { type Command, InvalidArgumentError } from 'commander';
import { getPolicy, listPolicies } from '../flows/administer/policies/list.ts';
import { setPolicyState } from '../flows/administer/policies/state.ts';
import { cliCaller } from '../flows/caller.ts';
import { answer, type CliParts, type Installation, jsonOption, withInstallation } from './parts.ts';
import { policyText } from './policy-text.ts';

interface Options {
  readonly json?: boolean;
}

const states: readonly Policy['state'][] = ['on', 'report-only', 'off'];

/** Policies from the terminal: a denial that went too far is ended here. */
export const addPolicy = (policy: Command, parts: CliParts): void => {
  addList(policy, parts);
  addShow(policy, parts);
  addState(policy, parts);
};

const addList = (policy: Command, parts: CliParts): Command =>
  policy
    .command('list')
    .description('all policies but those of single users')
    .option(...jsonOption)
    .action(async (options: Options) => {
      const { items } = await withInstallation(parts, (installation) => listPolicies(installation)({}));
      answer(parts, options, items, items.map(inOneLine).join('\n'));
    });

const addShow = (policy: Command, parts: CliParts): Command =>
  policy
    .command('show')
    .description('one policy: for whom, where and when, and what it asks')
    .argument('<policy>', 'name or id')
    .option(...jsonOption)
    .action(async (name: string, options: Options) => {
      const found = await withInstallation(parts, (installation) => findPolicy(installation, name));
      answer(parts, options, found, policyText(found));
    });

const addState = (policy: Command, parts: CliParts): Command =>
  policy
    .command('state')
    .description('switch a policy on, off, or to report only')
    .argument('<policy>', 'name or id')
    .argument('<state>', states.join(', '), asState)
    .option(...jsonOption)
    .action(async (name: string, state: Policy['state'], options: Options) => {
      const after = await withInstallation(parts, async (installation) => {
        const { id } = await findPolicy(installation, name);
        return setPolicyState(installation)(cliCaller, id, { state });
      });
      answer(parts, options, after, inOneLine(after));
    });

const inOneLine = ({ name, kind, state, action, version }: Policy): string => {
  const does = action.kind === 'deny' ? 'deny' : action.requirement.strength;
  return `${state.padEnd(11)} ${does.padEnd(8)} ${name}${kind === 'named' ? `, version ${version}` : ` (${kind})`}`;
};

const asState = (text: string): Policy['state'] => {
  const state = states.find((each) => each === text);
  if (state === undefined) throw new InvalidArgumentError(`It must be one of ${states.join(', ')}.`);
  return state;
};

/** A named one by name, in whatever spelling, or any by id. @throws Refusal `not-found` */
const findPolicy = async (installation: Installation, nameOrId: string): Promise<Policy> => {
  const named = await installation.read.policies.byName(nameOrId);
  return getPolicy(installation)(named?.policy.id ?? nameOrId);
};
