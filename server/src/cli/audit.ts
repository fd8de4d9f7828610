import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AuditQuery, ExportAuditQuery } from '@sallyport/contract/audit.ts';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { z } from 'zod';
import { inWords } from '../audit/faults.ts';
import { verifyLog } from '../audit/verify-log.ts';
import { evidenceOf, listCheckpoints, makeCheckpoint } from '../flows/administer/audit/checkpoints.ts';
import { exportAudit } from '../flows/administer/audit/export.ts';
import { listAuditEvents } from '../flows/administer/audit/search.ts';
import { cliCaller } from '../flows/caller.ts';
import { isoTime } from '../kernel/instant.ts';
import { CommandFailed } from './failure.ts';
import { findUser } from './find-user.ts';
import { answer, type CliParts, type Installation, jsonOption, withInstallation } from './parts.ts';

interface Json {
  readonly json?: boolean;
}

interface Filters {
  readonly user?: string | undefined;
}

export const addAudit = (audit: Command, parts: CliParts): void => {
  addList(audit, parts);
  addVerify(audit, parts);
  addExport(audit, parts);
  addCheckpoint(audit, parts);
  addKey(audit, parts);
};

/** What narrows a list or an export; as over the API. */
const filtered = (command: Command): Command =>
  command
    .option('--user <name>', 'who acted, or was acted upon; the id of somebody who is gone')
    .option('--kind <kinds>', 'beginnings of kinds, with commas between, e.g. sign-in,factor.refused')
    .addOption(new Option('--outcome <outcome>', 'how it went').choices(['success', 'failure']))
    .option('--address <address>', 'the network address it came from')
    .option('--text <text>', 'a part of what the entry says')
    .option('--from <time>', 'ISO 8601 in UTC, e.g. 2026-11-21T08:00:00Z')
    .option('--until <time>', 'likewise');

const addList = (audit: Command, parts: CliParts): Command =>
  filtered(audit.command('list'))
    .description('what happened, newest first')
    .option('--limit <count>', 'entries at the most', '50')
    .option('--cursor <cursor>', 'go on where the list before has ended')
    .option(...jsonOption)
    .action(async ({ json, ...options }: Json & Filters) => {
      const query = checked(AuditQuery, options);
      const { page, unknown } = await withInstallation(parts, async (installation) => {
        const found = await listAuditEvents(installation)(await withUserNamed(installation, query));
        return {
          page: found,
          unknown: found.items.length === 0 ? await kindsNeverSeen(installation, query.kind) : [],
        };
      });
      const lines = page.items.map(({ seq, at, kind, actor, subject, address }) =>
        [seq, at, kind, actor.name ?? actor.kind, subject?.name ?? subject?.id ?? '-', address ?? '-'].join(
          '  ',
        ),
      );
      if (page.searchedBackTo !== undefined) lines.push(`Searched back to ${page.searchedBackTo}.`);
      if (page.nextCursor !== undefined) lines.push(`More: --cursor ${page.nextCursor}`);
      answer(parts, { json: json ?? false }, page, lines.length === 0 ? nothing(unknown) : lines.join('\n'));
    });

const nothing = (unknown: readonly string[]): string =>
  unknown.length === 0
    ? 'Nothing was found.'
    : `Nothing was found: no entry of the log is of a kind that begins with ${unknown.join(' or ')}.`;

/** Which of the beginnings of kinds no entry has at all: mistyped, or it never happened. */
const kindsNeverSeen = async ({ read }: Installation, kinds = ''): Promise<string[]> => {
  const unknown: string[] = [];
  for (const kind of kinds.split(',').filter((each) => each !== '')) {
    const { events } = await read.audit.search({ kinds: [kind] }, { order: 'newest first', limit: 1 });
    if (events.length === 0) unknown.push(kind);
  }
  return unknown;
};

const isId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** With the id of whom `--user` names. @throws Refusal `not-found` */
const withUserNamed = async <Query extends Filters>(
  installation: Installation,
  query: Query,
): Promise<Query> => {
  const { user } = query;
  if (user === undefined || isId.test(user)) return query;
  return { ...query, user: (await findUser(installation, user)).id };
};

const addVerify = (audit: Command, parts: CliParts): Command =>
  audit
    .command('verify')
    .description(
      'check that all that was recorded is there as it was recorded, and as it was signed; exit code 1 if not',
    )
    .option('--from <seq>', 'begin with this entry, and take those before it as they are', entryNumber, 1)
    .option(...jsonOption)
    .action(async ({ from, ...options }: Json & { readonly from: number }) => {
      const { terminal } = parts;
      const verified = await withInstallation(parts, async (installation) =>
        verifyLog(installation.read.audit, await evidenceOf(installation), {
          from,
          progress: (done, of) => {
            if (terminal.interactive && done % 100_000 === 0)
              terminal.say(`${count(done)} of ${count(of)} entries checked`);
          },
        }),
      );
      const { checked: entries, checkpoints, faults } = verified;
      const looked = `${count(entries)} entries and ${count(checkpoints)} signed checkpoints checked`;
      const found = faults.map((fault) => `FAIL  ${inWords(fault)}`);
      answer(
        parts,
        options,
        { ...verified, faults: faults.map((fault) => ({ ...fault, message: inWords(fault) })) },
        [
          ...found,
          `${looked}: ${faults.length === 0 ? 'nothing is changed or missing' : `${faults.length} faults`}.`,
        ].join('\n'),
      );
      if (faults.length > 0) throw new CommandFailed();
    });

const addExport = (audit: Command, parts: CliParts): Command =>
  filtered(audit.command('export'))
    .description('write entries into a file, oldest first; that it was done is recorded')
    .addOption(
      new Option('--format <format>', 'JSON lines hold all that verifying takes')
        .choices(['jsonl', 'csv'])
        .default('jsonl'),
    )
    .option('--output <file>', 'a new file; standard output if not said')
    .action(async ({ output, ...options }: { readonly output?: string }) => {
      const query = checked(ExportAuditQuery, options);
      await withInstallation(parts, async (installation) => {
        const { body } = await exportAudit(installation)(cliCaller, await withUserNamed(installation, query));
        if (output === undefined)
          for await (const chunk of body) parts.terminal.print(chunk.replace(/\r?\n$/, ''));
        else await pipeline(Readable.from(body), createWriteStream(output, { flags: 'wx', mode: 0o600 }));
      });
      if (output !== undefined) parts.terminal.say(`Written to ${output}.`);
    });

const addCheckpoint = (audit: Command, parts: CliParts): Command =>
  audit
    .command('checkpoint')
    .description('sign the end of the log now, as the server does every few minutes')
    .option(...jsonOption)
    .action(async (options: Json) => {
      const made = await withInstallation(parts, (installation) => makeCheckpoint(installation)());
      answer(
        parts,
        options,
        { checkpoint: made && { ...made, at: isoTime(made.at) } },
        made === undefined
          ? 'Nothing was recorded since the last checkpoint.'
          : `Entry ${made.seq} is signed: ${made.hash}`,
      );
    });

const addKey = (audit: Command, parts: CliParts): Command =>
  audit
    .command('key')
    .description('the public key that checkpoints are checked with, as PEM')
    .option(...jsonOption)
    .action(async (options: Json) => {
      const { publicKey } = await withInstallation(parts, (installation) => listCheckpoints(installation)());
      if (publicKey === undefined)
        throw new Error('There is no key yet: start the server, or run npx sallyport audit checkpoint.');
      answer(parts, options, { publicKey }, publicKey.trimEnd());
    });

/** The same rules as over the API. */
const checked = <S extends z.ZodType>(schema: S, options: object): z.output<S> => {
  const parsed = schema.safeParse(options);
  const [issue] = parsed.error?.issues ?? [];
  if (!parsed.success)
    throw new Error(`--${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not valid'}`);
  return parsed.data;
};

const entryNumber = (text: string): number => {
  if (!/^[1-9]\d{0,14}$/.test(text))
    throw new InvalidArgumentError('must be the number of an entry, from 1 on');
  return Number(text);
};

const count = (entries: number): string => entries.toLocaleString('en');
