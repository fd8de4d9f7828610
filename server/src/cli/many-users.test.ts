import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job } from '@sallyport/contract/jobs.ts';
import type { UserList } from '@sallyport/contract/users.ts';
import { expect, test } from 'vitest';
import { type House, openHouse } from '../../../test/support/administration.ts';
import { argon2Hasher } from '../methods/password/argon2.ts';
import { progressBar } from './progress-bar.ts';
import { runCli } from './run.ts';

const hasher = argon2Hasher({ threads: 1 });

/** What a command prints, what it shows on the way, and how it ends. */
const run = async (
  house: House,
  argv: readonly string[],
  { input = '', interactive = false, answer = false } = {},
) => {
  const printed: string[] = [];
  const said: string[] = [];
  const shown: (string | null)[] = [];
  const asked: string[] = [];
  const code = await runCli(argv, {
    terminal: {
      interactive,
      print: (line) => void printed.push(line),
      say: (line) => void said.push(line),
      showProgress: (line) => void shown.push(line),
      readInput: async () => input,
      confirm: async (question) => {
        asked.push(question);
        return answer;
      },
    },
    serve: async () => undefined,
    configurationFaults: () => [],
    open: async () => ({ ...house, hasher, close: async () => undefined }),
  });
  return { code, out: printed.join('\n'), err: said.join('\n'), shown, asked };
};

const houseOf = async (...names: readonly string[]): Promise<House> => {
  const house = await openHouse();
  for (const name of names) await house.active(name);
  return house;
};

test('2FA is required of the users in a file, without a server; the job says so later', async () => {
  const house = await houseOf('ada', 'ben', 'cem');
  const file = join(mkdtempSync(join(tmpdir(), 'sallyport-test-')), 'names');
  writeFileSync(file, 'Ada\n\nben\n');
  const done = await run(house, ['user', 'require', '--file', file, '--days', '14']);
  expect(done).toEqual({
    code: 0,
    out: '2FA is required of 2 users, with 14 days to set it up.',
    err: '',
    shown: [],
    asked: [],
  });
  const listed: UserList = JSON.parse(
    (await run(house, ['user', 'list', '--filter', 'required=true', 'state=active', '--json'])).out,
  );
  expect(listed.items.map(({ username }) => username)).toEqual(['ada', 'ben']);
  expect(listed.total).toBe(2);
  const { items }: { items: Job[] } = JSON.parse((await run(house, ['job', 'list', '--json'])).out);
  expect(items).toMatchObject([{ kind: 'require', state: 'done', done: 2, startedBy: { kind: 'cli' } }]);
  const id = items[0]?.id ?? '';
  expect((await run(house, ['job', 'show', id])).out).toContain('2 of 2');
  expect(await run(house, ['job', 'cancel', id])).toMatchObject({
    code: 1,
    err: 'sallyport: This job has ended already.',
  });
});

test('a terminal shows a bar that grows and goes; --json prints the job and nothing else', async () => {
  const house = await houseOf('ada', 'ben');
  const { out, err, shown } = await run(house, ['user', 'require', '--all', '--yes', '--json'], {
    interactive: true,
  });
  expect(JSON.parse(out)).toMatchObject({ state: 'done', done: 2, total: 2, failures: 0 });
  expect(err).toBe('');
  expect(shown.at(-1)).toBeNull();
  expect(shown).toContain(`${'█'.repeat(30)} 2 of 2`);
  expect(progressBar({ done: 50_000, total: 100_000 })).toBe(
    `${'█'.repeat(15)}${'░'.repeat(15)} 50,000 of 100,000`,
  );
});

test('whom a filter finds is asked about at a terminal, with how many they are; a script is not asked', async () => {
  const house = await houseOf('ada', 'ben');
  const argv = ['user', 'require', '--filter', 'state=active'];
  const dry = await run(house, [...argv, '--dry-run'], { interactive: true });
  expect(dry).toMatchObject({ code: 0, out: 'It is about 2 users.', asked: [] });
  expect(await run(house, argv, { interactive: true })).toMatchObject({
    code: 1,
    err: 'Nothing was changed.',
    asked: ['Require 2FA of 2 users, with 7 days to set it up?'],
  });
  expect((await house.read.jobs.list({}, { limit: 5 })).items).toEqual([]);
  expect(await run(house, argv, { interactive: true, answer: true })).toMatchObject({ code: 0 });
  expect(await run(house, argv)).toMatchObject({ code: 0, asked: [] });
});

test.each([
  [[], 'say whom by one of --user, --file, --filter and --all'],
  [['--user', 'ada', '--all'], 'say whom by one of'],
  [['--user', 'nobody'], 'There is no user nobody.'],
  [['--filter', 'staus=expired'], 'there is no “staus” to filter by; there are q, status, required, group,'],
  [['--filter', 'status'], 'must be like status=expired'],
  [['--filter', 'status=asleep'], 'status'],
  [['--filter', 'group=Nowhere'], 'there is no group “Nowhere”'],
  [['--user', 'ada', '--days', '366'], 'must be at most 365 days'],
])('user require %j is refused and begins no job', async (options, why) => {
  const house = await houseOf('ada');
  const { code, err } = await run(house, ['user', 'require', ...options]);
  expect(code).toBe(1);
  expect(err).toContain(why);
  expect((await house.read.jobs.list({}, { limit: 5 })).items).toEqual([]);
});
