import type { Job } from '@sallyport/contract/jobs.ts';
import type { Command } from 'commander';
import { cancelJob, getJob, listJobFailures, listJobs } from '../flows/administer/jobs.ts';
import { cliCaller } from '../flows/caller.ts';
import { answer, type CliParts, jsonOption, withInstallation } from './parts.ts';

interface Options {
  readonly json?: boolean;
}

/** As many as one page holds. */
const limit = 200;

export const addJob = (job: Command, parts: CliParts): Command => {
  addList(job, parts);
  addShow(job, parts);
  addCancel(job, parts);
  return job;
};

const addList = (job: Command, parts: CliParts) =>
  job
    .command('list')
    .description('the latest first')
    .option(...jsonOption)
    .action(async (options: Options) => {
      const found = await withInstallation(parts, (installation) => listJobs(installation)({ limit }));
      answer(parts, options, found, found.items.map(lineOf).join('\n') || 'There are no jobs.');
    });

const addShow = (job: Command, parts: CliParts) =>
  job
    .command('show')
    .description('how far it is, and whom it could not serve')
    .argument('<id>')
    .option(...jsonOption)
    .action(async (id: string, options: Options) => {
      const found = await withInstallation(parts, async (installation) => ({
        ...(await getJob(installation)(id)),
        notServed: await listJobFailures(installation)(id, { limit }),
      }));
      const { items, nextCursor } = found.notServed;
      const failures = items.map(({ userId, username, message }) => `${username ?? userId}\t${message}`);
      const more = nextCursor === undefined ? [] : [`… ${found.failures - items.length} more`];
      answer(parts, options, found, [lineOf(found), ...failures, ...more].join('\n'));
    });

const addCancel = (job: Command, parts: CliParts) =>
  job
    .command('cancel')
    .description('stop it; what it has done stays')
    .argument('<id>')
    .option(...jsonOption)
    .action(async (id: string, options: Options) => {
      const after = await withInstallation(parts, (installation) => cancelJob(installation)(cliCaller, id));
      answer(parts, options, after, lineOf(after));
    });

const lineOf = ({ id, kind, state, done, total, failures, createdAt, startedBy, error }: Job): string =>
  [
    id,
    kind,
    state,
    `${done} of ${total}${failures === 0 ? '' : `, ${failures} not served`}`,
    createdAt,
    startedBy.name ?? startedBy.kind,
    ...(error === undefined ? [] : [error]),
  ].join('\t');
