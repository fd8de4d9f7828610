import { setTimeout as sleep } from 'node:timers/promises';
import { Preview } from '@sallyport/contract/preview.ts';
import { asId, type GroupId } from '../../server/src/kernel/ids.ts';
import type { Policy } from '../../server/src/policy/model.ts';
import { type Benchmark, figure } from '../support/figure.ts';
import { type HttpConnection, withConnections } from '../support/http-connection.ts';
import { atATime, milliseconds } from '../support/load.ts';
import { openParts, type Parts } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { signIn } from '../support/sign-ins.ts';
import { median, percentile } from '../support/statistics.ts';
import type { Workbench } from '../support/workbench.ts';

const users = 1_000_000;
const distinctSets = 5_000;
const teams = 40;
const rounds = 3;
const pages = 40;
/** Sign-ins with and without a preview in the making, by turns of so many. */
const signIns = 400;
const atOnce = 100;
const width = 8;

/**
 * What one more policy would mean to a million users in 5,000 distinct sets of groups under 20 policies; the people it
 * concerns, page by page; and how long others take to sign in meanwhile.
 */
export const preview: Benchmark = {
  figures: ['preview', 'preview-people', 'sign-in-during-preview'],
  async run(workbench) {
    const place = await organisation(workbench);
    const { origin, token, people } = place;
    const server = await place.start();
    const { made, listed } = await withConnections(origin, 1, async ([asking]) => {
      if (asking === undefined) throw new Error('no connection');
      const made: number[] = [];
      let id = '';
      for (let round = 0; round < rounds; round++)
        made.push(await milliseconds(async () => (id = await previewed(asking, token))));
      const listed: number[] = [];
      for (let page = 0; page < pages; page++)
        listed.push(await milliseconds(() => firstPage(asking, token, id)));
      return { made, listed };
    });
    const { alone, during } = await withConnections(origin, width + 1, async ([asking, ...others]) => {
      if (asking === undefined) throw new Error('no connection');
      const [alone, during]: [number[], number[]] = [[], []];
      for (let begin = 0; begin < 2 * signIns; begin += 2 * atOnce) {
        alone.push(...(await signInTimes(others, people.slice(begin, begin + atOnce))));
        const meanwhile = previewing(asking, token);
        during.push(...(await signInTimes(others, people.slice(begin + atOnce, begin + 2 * atOnce))));
        await meanwhile.end();
      }
      return { alone, during };
    });
    await server.stop();
    return [
      figure({
        name: 'preview',
        value: median(made) / 1000,
        unit: 's',
        goal: { is: 'at most', bound: 5 },
      }),
      figure({
        name: 'preview-people',
        value: percentile(listed, 95),
        unit: 'ms',
        goal: { is: 'at most', bound: 100 },
      }),
      figure({
        name: 'sign-in-during-preview',
        value: percentile(during, 99),
        unit: 'ms',
        reference: { what: 'without a preview', value: percentile(alone, 99) },
        goal: { of: 'ratio', is: 'at most', bound: 1.3 },
      }),
    ];
  },
};

const organisation = async (workbench: Workbench) => {
  const copy = await workbench.copyOf(await workbench.organisation(users));
  await using parts = await openParts(copy.environment);
  const groups = await addTeams(parts);
  await addPolicies(parts, groups);
  return copy;
};

/** Everybody in three teams, by turns in 5,000 different three. */
const addTeams = async (parts: Parts): Promise<readonly GroupId[]> => {
  const groups = Array.from({ length: teams }, () => parts.newId<'group'>());
  await parts.transact(async (source) => {
    for (const [index, id] of groups.entries())
      await source.groups.add({ id, name: `Team ${index}`, description: '', createdAt: 0 });
  });
  const sets = threes(groups).slice(0, distinctSets);
  let after: Parameters<typeof parts.read.directory.page>[1];
  let index = 0;
  do {
    const page = await parts.read.directory.page({ kind: 'everyone' }, after);
    const memberships = page.users.flatMap(({ id: user }) =>
      (sets[index++ % sets.length] ?? []).map((group) => ({ group, user })),
    );
    await parts.transact((source) => source.groups.addMemberships(memberships));
    after = page.next;
  } while (after !== undefined);
  return groups;
};

const threes = (groups: readonly GroupId[]): GroupId[][] =>
  groups.flatMap((one, first) =>
    groups
      .slice(first + 1)
      .flatMap((two, second) => groups.slice(first + second + 2).map((three) => [one, two, three])),
  );

/** With that of “Staff”, twenty: for all teams, some of them in certain networks, at certain hours or entries alone. */
const addPolicies = async (parts: Parts, groups: readonly GroupId[]): Promise<void> => {
  await parts.transact(async (source) => {
    await source.policies.raiseRevision();
    for (let index = 0; index < 19; index++)
      await source.policies.save({
        policy: policyOf(parts, groups, index),
        version: 1,
        changedAt: 0,
        changedBy: { kind: 'system' },
        graceEndedAt: null,
      });
  });
};

const whens: readonly Policy['when'][] = [
  {},
  { networks: ['10.0.0.0/8'] },
  { resourceKinds: ['server'] },
  { times: [{ weekdays: [1, 2, 3, 4, 5], from: 480, to: 1080, timeZone: 'Europe/Berlin' }] },
];

const policyOf = (parts: Parts, groups: readonly GroupId[], index: number): Policy => ({
  id: parts.newId<'policy'>(),
  kind: 'named',
  name: `Policy ${index}`,
  state: 'on',
  who: { kind: 'groups', groups: groups.slice(2 * index, 2 * index + 2) },
  excludedGroups: groups.slice(-1),
  when: whens[index % whens.length] ?? {},
  action: {
    kind: 'require',
    requirement: {
      strength: index % 2 === 0 ? 'optional' : 'forced',
      owed: [],
      rememberDevices: true,
    },
  },
});

const change = { subject: { kind: 'everyone' }, requirement: { strength: 'soft', days: 14 } };

/** From the question to the last number; its id. @throws when it looked at fewer than all */
const previewed = async (connection: HttpConnection, token: string): Promise<string> => {
  const headers = { authorization: `Bearer ${token}` };
  const begun = await connection.request('POST /api/v1/policies/preview', { headers, body: change });
  let made = Preview.parse(JSON.parse(begun.body));
  while (made.state === 'running') {
    await sleep(50);
    const { body } = await connection.request(`GET /api/v1/policies/previews/${made.id}`, { headers });
    made = Preview.parse(JSON.parse(body));
  }
  if (made.concerned < users - 1) throw new Error(`it concerned ${made.concerned}`);
  return asId(made.id);
};

/** One preview after another, until the end. */
const previewing = (connection: HttpConnection, token: string) => {
  let over = false;
  const running = (async () => {
    while (!over) await previewed(connection, token);
  })();
  return {
    end: async () => {
      over = true;
      await running;
    },
  };
};

const firstPage = async (connection: HttpConnection, token: string, id: string): Promise<void> => {
  const headers = { authorization: `Bearer ${token}` };
  const path = `/api/v1/policies/previews/${id}/people?category=enroll-by-deadline&limit=50`;
  const { status, body } = await connection.request(`GET ${path}`, { headers });
  if (status !== 200) throw new Error(`${status}: ${body}`);
};

/** Milliseconds of each sign-in. */
const signInTimes = async (
  connections: readonly HttpConnection[],
  people: readonly Person[],
): Promise<number[]> => {
  const times: number[] = [];
  await atATime(connections.length, people, async (person, lane) => {
    const connection = connections[lane];
    if (connection !== undefined) times.push(await milliseconds(() => signIn(connection, person)));
  });
  return times;
};
