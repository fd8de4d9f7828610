import { UserList } from '@sallyport/contract/users.ts';
import { EnrollmentStatus } from '@sallyport/contract/vocabulary.ts';
import { type Benchmark, type Figure, figure } from '../support/figure.ts';
import { type HttpConnection, withConnections } from '../support/http-connection.ts';
import { milliseconds } from '../support/load.ts';
import { percentile } from '../support/statistics.ts';

const requests = 60;

const nameOf = (status: EnrollmentStatus): string => `users-list-${status}`;

/** Such as are hard to serve: much and little of each, few or none that have both, text that the index knows or not. */
const combinations: readonly string[] = [
  'q=garcia',
  'q=ada&status=expired',
  'q=pia.petit&group=Laboratory',
  'q=example.org&required=false',
  'group=Staff&status=not-enrolled',
  'group=Sales&status=enrolled&required=true',
  'group=Care&method=totp&backupCodes=none',
  'method=totp&status=in-enrollment-period',
  'method=totp&lacks=webauthn&required=true&state=active',
  'lacks=totp&status=enrolled',
  'role=any',
  'role=none&state=staged&required=true',
  'backupCodes=few&status=pre-enrollment',
  'lastSignInBefore=2020-01-01&status=expired&group=Staff',
  'exempt=true&required=true',
  'exempt=false&status=expired',
  // Two common things that never meet, and text that is rare or comes late.
  'q=zz',
  'q=pia',
  'q=pia&group=Staff&status=not-enrolled',
  'lastSignInBefore=2030-01-01&group=Care&q=petit',
];

/**
 * The first page of the users of one status, among a million, as the portal asks for it, one request after another: ten
 * users are expired, one in a hundred thousand. Then the slowest of many combinations of filters, first pages and pages far
 * behind them.
 */
export const usersList: Benchmark = {
  figures: [...EnrollmentStatus.options.map(nameOf), 'users-list-worst-combination', 'users-list-deep-page'],
  async run(workbench) {
    const organisation = await workbench.organisation(1_000_000);
    const { origin, token } = organisation;
    const server = await organisation.start();
    const measured = await withConnections(origin, 1, async ([connection]) => {
      if (connection === undefined) throw new Error('no connection');
      const list = (query: string) => ask(connection, token, query);
      const figures: Figure[] = [];
      for (const status of EnrollmentStatus.options) figures.push(await ofStatus(status, list));
      const note = (text: string) => workbench.note(text);
      const first = await slowest(combinations, list, note);
      const goal = { is: 'at most', bound: 100 } as const;
      figures.push(figure({ name: 'users-list-worst-combination', value: first, unit: 'ms', goal }));
      const deep = await slowest(combinations.map(behind), list, note);
      figures.push(
        figure({
          name: 'users-list-deep-page',
          value: deep,
          unit: 'ms',
          reference: { what: 'the slowest first page', value: first },
          goal: { of: 'ratio', is: 'at most', bound: 1.2 },
        }),
      );
      return figures;
    });
    await server.stop();
    return measured;
  },
};

type List = (query: string) => Promise<UserList>;

/** @throws when the list shows anybody who, decided anew, has another status than the one filtered by */
const ofStatus = async (status: EnrollmentStatus, list: List): Promise<Figure> => {
  const first = await list(`status=${status}`);
  const strayed = first.items.find(({ twoFactor }) => twoFactor.status !== status);
  if (first.items.length === 0 || strayed !== undefined)
    throw new Error(`filtered by ${status}, found ${strayed?.twoFactor.status ?? 'nobody'}`);
  const goal = { is: 'at most', bound: 50 } as const;
  return figure({ name: nameOf(status), value: await p95(`status=${status}`, list), unit: 'ms', goal });
};

const p95 = async (query: string, list: List): Promise<number> => {
  const times: number[] = [];
  for (let asked = 0; asked < requests; asked++) times.push(await milliseconds(() => list(query)));
  return percentile(times, 95);
};

const slowest = async (
  queries: readonly string[],
  list: List,
  note: (text: string) => void,
): Promise<number> => {
  let worst = 0;
  for (const query of queries) {
    const measured = await p95(query, list);
    const { items, nextCursor } = await list(query);
    const more = nextCursor === undefined ? '' : items.length < 50 ? ', ended early' : ', and more';
    note(`users-list ?${query}: ${measured.toFixed(1)} ms, ${items.length} users${more}`);
    worst = Math.max(worst, measured);
  }
  return worst;
};

/** Far behind the first page, by the cursor of somebody in the last third of the alphabet. */
const behind = (query: string): string => `${query}&cursor=${Buffer.from('jonas').toString('base64url')}`;

const ask = async (connection: HttpConnection, token: string, query: string): Promise<UserList> => {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await connection.request(`GET /api/v1/users?${query}`, { headers });
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.body}`);
  return UserList.parse(JSON.parse(answer.body));
};
