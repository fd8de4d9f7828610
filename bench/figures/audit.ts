import { AuditPage } from '@sallyport/contract/audit.ts';
import { verifyLog } from '../../server/src/audit/verify-log.ts';
import { evidenceOf, makeCheckpoint } from '../../server/src/flows/administer/audit/checkpoints.ts';
import { createToken } from '../../server/src/flows/administer/tokens.ts';
import { cliCaller } from '../../server/src/flows/caller.ts';
import type { AuditEvent } from '../../server/src/ports/audit-log.ts';
import { type Benchmark, figure } from '../support/figure.ts';
import { type HttpConnection, withConnections } from '../support/http-connection.ts';
import { milliseconds } from '../support/load.ts';
import { openParts, type Parts } from '../support/parts.ts';
import { percentile } from '../support/statistics.ts';

const entries = 1_000_000;
const atOnce = 5_000;
const requests = 40;
const begun = Date.parse('2026-01-05T08:00:00Z');

/** Each asks for the first page of something else: common, rare, old, and what no index knows. */
const searches = [
  '',
  'kind=sign-in.denied',
  'outcome=failure',
  'user=user-77777',
  'user=user-7&kind=sign-in',
  'address=198.51.100.7',
  'from=2026-01-06T00:00:00Z&until=2026-01-06T01:00:00Z',
  'text=somebody+who+is+not+there',
  'text=number+999&kind=sign-in',
];

/**
 * A log of a million entries: how many are verified in a second, chain and checkpoints together, and how long the page
 * of the slowest kind of search takes.
 */
export const audit: Benchmark = {
  figures: ['audit-verify', 'audit-search'],
  async run(workbench) {
    const installation = await workbench.installation();
    const token = await fill(installation.environment, (text) => workbench.note(text));
    const verified = await verify(installation.environment);
    const server = await installation.start();
    const slowest = await withConnections(installation.origin, 1, async ([connection]) => {
      const found: number[] = [];
      for (const search of searches) {
        const times: number[] = [];
        for (let asked = 0; connection !== undefined && asked < requests; asked++)
          times.push(await milliseconds(() => firstPage(connection, token, search)));
        const p95 = percentile(times, 95);
        workbench.note(`audit-search ?${search}: ${p95.toFixed(1)} ms`);
        found.push(p95);
      }
      return Math.max(...found);
    });
    await server.stop();
    return [
      figure({ name: 'audit-verify', value: verified, unit: '/s', goal: { is: 'at least', bound: 20_000 } }),
      figure({ name: 'audit-search', value: slowest, unit: 'ms', goal: { is: 'at most', bound: 100 } }),
    ];
  },
};

/** An API token. */
const fill = async (environment: NodeJS.ProcessEnv, note: (text: string) => void): Promise<string> => {
  await using parts = await openParts(environment);
  for (let start = 0; start < entries; start += atOnce) {
    const chunk = Array.from({ length: atOnce }, (_, offset) => happened(start + offset));
    await parts.transact(({ audit: log }) => log.append(...chunk));
    if (start % 100_000 === 0) await makeCheckpoint(parts)();
    if ((start + atOnce) % 250_000 === 0) note(`${(start + atOnce).toLocaleString('en')} entries made`);
  }
  const { token } = await createToken(parts)(cliCaller, { name: 'bench', role: 'owner', days: 1 });
  return token;
};

/** Mostly sign-ins, as anywhere; one in ten thousand is denied. */
const happened = (index: number): AuditEvent => {
  const user = `user-${index % 100_000}`;
  const about = { kind: 'user', id: user, name: `name.${user}` } as const;
  const kind =
    index % 10_000 === 0 ? 'sign-in.denied' : index % 3 === 0 ? 'factor.verified' : 'sign-in.completed';
  return {
    kind,
    at: begun + index * 20_000,
    actor: about,
    subject: about,
    address: `198.51.${(index % 4_000) >> 8}.${index % 256}`,
    details: { channel: 'portal', methods: ['password', 'totp'], note: `number ${index}` },
  };
};

/** Entries a second. */
const verify = async (environment: NodeJS.ProcessEnv): Promise<number> => {
  await using parts: Parts & AsyncDisposable = await openParts(environment);
  const evidence = await evidenceOf(parts);
  let checked = 0;
  const took = await milliseconds(async () => {
    const { checked: all, faults } = await verifyLog(parts.read.audit, evidence);
    if (faults.length > 0) throw new Error(`the log does not hold: ${JSON.stringify(faults[0])}`);
    checked = all;
  });
  return (checked / took) * 1000;
};

const firstPage = async (connection: HttpConnection, token: string, search: string): Promise<void> => {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await connection.request(`GET /api/v1/audit-events?${search}`, { headers });
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.body}`);
  AuditPage.parse(JSON.parse(answer.body));
};
