import { join, resolve } from 'node:path';
import { Environment, isLocalhost, isLoopback } from './environment.ts';

export interface Config {
  /** Absolute path. */
  readonly dataFolder: string;
  readonly port: number;
  readonly bind: string;
  /** Public origin of the portal, e.g. `https://login.example.org`. */
  readonly origin: string;
  /** False: nobody said it, and `origin` is a guess. */
  readonly originSaid: boolean;
  /** Absent: SQLite in the data folder. */
  readonly databaseUrl: string | undefined;
  /** Absolute path of the file that signed checkpoints of the audit log are copied to. */
  readonly auditCheckpoints: string;
  /** IP addresses and CIDR networks. */
  readonly trustedProxies: readonly string[];
  readonly logLevel: Environment['SALLYPORT_LOG_LEVEL'];
  /** File that replaces the clock in tests. */
  readonly testClock: string | undefined;
  /** Names that look like ours and mean nothing: most likely mistyped. */
  readonly unknown: readonly string[];
}

/** The environment as it was found cannot be used; each line names one variable and what is wrong with it. */
export class ConfigurationFaults extends Error {
  override readonly name = 'ConfigurationFaults';
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** @throws ConfigurationFaults with all faults at once. */
export const loadConfig = (env: Readonly<Record<string, string | undefined>> = process.env): Config => {
  // A variable set to nothing, as many service managers leave it, counts as not set.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  const faults = (parsed.error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')} ${message}; it is ${shown(given, path)}`,
  );
  faults.push(...testClockFaults(given));
  if (!parsed.success || faults.length > 0) throw new ConfigurationFaults(faults);

  const read = parsed.data;
  const origin = read.SALLYPORT_URL ?? `http://localhost:${read.SALLYPORT_PORT}`;
  return {
    dataFolder: resolve(read.SALLYPORT_DATA),
    port: read.SALLYPORT_PORT,
    bind: read.SALLYPORT_BIND ?? (isLocalhost(origin) ? 'localhost' : '0.0.0.0'),
    origin,
    originSaid: read.SALLYPORT_URL !== undefined,
    databaseUrl: read.SALLYPORT_DATABASE_URL,
    auditCheckpoints: resolve(
      read.SALLYPORT_AUDIT_CHECKPOINTS ?? join(read.SALLYPORT_DATA, 'audit-checkpoints.jsonl'),
    ),
    trustedProxies: read.SALLYPORT_TRUSTED_PROXIES,
    logLevel: read.SALLYPORT_LOG_LEVEL,
    testClock: read.SALLYPORT_TEST_CLOCK,
    unknown: Object.keys(given).filter(
      (name) => name.startsWith('SALLYPORT_') && !(name in Environment.shape),
    ),
  };
};

/** A clock that anybody may set opens every time-based code, so it must never run where it matters. */
function testClockFaults(given: Readonly<Record<string, string | undefined>>): string[] {
  if (given.SALLYPORT_TEST_CLOCK === undefined) return [];
  const { SALLYPORT_URL: url, SALLYPORT_BIND: bind } = given;
  const faults: string[] = [];
  if (given.NODE_ENV !== 'test') faults.push('SALLYPORT_TEST_CLOCK is for tests: it needs NODE_ENV=test');
  if (url !== undefined && URL.canParse(url) && !isLocalhost(url)) {
    faults.push('SALLYPORT_TEST_CLOCK is for tests: it needs a SALLYPORT_URL on localhost');
  }
  if (bind !== undefined && !isLoopback(bind)) {
    faults.push('SALLYPORT_TEST_CLOCK is for tests: it needs a SALLYPORT_BIND on localhost');
  }
  return faults;
}

/** Addresses of databases hold passwords: their value is not repeated. */
function shown(given: Readonly<Record<string, string | undefined>>, path: readonly PropertyKey[]): string {
  const name = String(path[0]);
  return name === 'SALLYPORT_DATABASE_URL' ? 'something else' : JSON.stringify(given[name]);
}
