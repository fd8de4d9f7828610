import { UserList } from '@sallyport/contract/users.ts';
import { EnrollmentStatus } from '@sallyport/contract/vocabulary.ts';
import { type Benchmark, figure } from '../support/figure.ts';
import { type HttpConnection, withConnections } from '../support/http-connection.ts';
import { milliseconds } from '../support/load.ts';
import { percentile } from '../support/statistics.ts';

const requests = 60;

const nameOf = (status: EnrollmentStatus): string => `users-list-${status}`;

/**
 * The first page of the users of one status, among a million, as the portal asks for it; one request after another.
 * Ten users are expired: one in a hundred thousand.
 */
export const usersList: Benchmark = {
  figures: EnrollmentStatus.options.map(nameOf),
  async run(workbench) {
    const organisation = await workbench.organisation(1_000_000);
    const { origin, token } = organisation;
    const server = await organisation.start();
    const measured = await withConnections(origin, 1, async ([connection]) => {
      const figures = [];
      for (const status of EnrollmentStatus.options) {
        const times: number[] = [];
        for (let asked = 0; connection !== undefined && asked < requests; asked++)
          times.push(await milliseconds(() => firstPage(connection, token, status)));
        const goal = { is: 'at most', bound: 50 } as const;
        figures.push(figure({ name: nameOf(status), value: percentile(times, 95), unit: 'ms', goal }));
      }
      return figures;
    });
    await server.stop();
    return measured;
  },
};

/** @throws when the list shows anybody who, decided anew, has another status than the one filtered by */
const firstPage = async (
  connection: HttpConnection,
  token: string,
  status: EnrollmentStatus,
): Promise<void> => {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await connection.request(`GET /api/v1/users?status=${status}`, { headers });
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.body}`);
  const { items } = UserList.parse(JSON.parse(answer.body));
  const strayed = items.find(({ twoFactor }) => twoFactor.status !== status);
  if (items.length === 0 || strayed !== undefined)
    throw new Error(`filtered by ${status}, found ${strayed?.twoFactor.status ?? 'nobody'}`);
};
