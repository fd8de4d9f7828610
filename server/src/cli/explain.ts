import { ExplainLogin } from '@sallyport/contract/explain.ts';
import type { Command } from 'commander';
import { cliCaller } from '../flows/caller.ts';
import { explainLogin } from '../flows/explain/login.ts';
import { isoTime } from '../kernel/instant.ts';
import { invalid } from '../ports/refusal.ts';
import { explanationText } from './explanation-text.ts';
import { answer, type CliParts, jsonOption, withInstallation } from './parts.ts';

interface Options {
  readonly user?: string;
  readonly signIn?: string;
  readonly resource?: string;
  readonly address?: string;
  readonly at?: string;
  readonly rememberedDevice?: true;
  readonly json?: boolean;
}

export const addExplain = (sallyport: Command, parts: CliParts): Command =>
  sallyport
    .command('explain')
    .description('why a login goes as it does: every policy, with each of its criteria hit or missed')
    .option('--user <name>', 'a login that might be, of this user')
    .option('--sign-in <seq>', 'a past sign-in: the number of its entry in the audit log')
    .option('--resource <kind[:id]>', 'portal, app, server or radius-client; the portal if not said')
    .option('--address <ip>', 'the network address it comes from; not known if not said')
    .option('--at <time>', 'another time than now, e.g. 2026-12-01T08:00Z')
    .option('--remembered-device', 'from a browser that is remembered')
    .option(...jsonOption)
    .action(async (options: Options) => {
      const input = inputOf(options);
      const explanation = await withInstallation(parts, (installation) =>
        explainLogin(installation)(cliCaller, input),
      );
      answer(parts, options, explanation, explanationText(explanation));
    });

const optionNames: Readonly<Record<string, string>> = {
  userId: '--user',
  username: '--user',
  auditSeq: '--sign-in',
  resource: '--resource',
  address: '--address',
  at: '--at',
  rememberedDevice: '--remembered-device',
};

/** The options as the API's input, whose faults are said of the options. */
const inputOf = (options: Options): ExplainLogin => {
  if ((options.user === undefined) === (options.signIn === undefined))
    throw invalid('--user', 'give either this or --sign-in');
  const parsed = ExplainLogin.safeParse({
    username: options.user,
    auditSeq: options.signIn === undefined ? undefined : readSeq(options.signIn),
    resource: options.resource === undefined ? undefined : readResource(options.resource),
    address: options.address,
    at: options.at === undefined ? undefined : readTime(options.at),
    rememberedDevice: options.rememberedDevice,
  });
  if (parsed.success) return parsed.data;
  const [fault] = parsed.error.issues;
  throw invalid(optionNames[String(fault?.path[0])] ?? '--user', fault?.message ?? 'is not valid');
};

/** Ids may have colons of their own. */
const readResource = (text: string): { readonly kind: string; readonly id?: string } => {
  const colon = text.indexOf(':');
  return colon < 0 ? { kind: text } : { kind: text.slice(0, colon), id: text.slice(colon + 1) };
};

const readSeq = (text: string): number => {
  if (!/^[1-9]\d{0,14}$/.test(text))
    throw invalid('--sign-in', 'must be the number of an entry in the audit log');
  return Number(text);
};

const readTime = (text: string): string => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw invalid('--at', 'must be a time, e.g. 2026-12-01T08:00Z');
  return isoTime(at);
};
