import { isIP } from 'node:net';
import { z } from 'zod';

/** Everything the server reads from its environment; docs/configuration.md is made from these descriptions. */
export const Environment = z.object({
  SALLYPORT_DATA: z
    .string()
    .default('./data')
    .describe('Folder of the key file and, without PostgreSQL, of the database. Created on first start'),
  SALLYPORT_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .default('8080')
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, 'must be between 1 and 65535')
    .describe('TCP port that is listened on'),
  SALLYPORT_URL: z
    .url({
      protocol: /^https?$/,
      error: 'must be a web address, e.g. https://login.example.org',
      abort: true,
    })
    .refine(isOrigin, { error: 'must be an origin alone: no path, no query, no user name', abort: true })
    .refine(
      (url) => new URL(url).protocol === 'https:' || isLocalhost(url),
      'must begin with https:// (plain http only on localhost)',
    )
    .transform((url) => new URL(url).origin)
    .optional()
    .describe(
      'Public origin of the portal, as browsers see it; `http://localhost:PORT` if not said. Behind a proxy, the address of the proxy',
    ),
  SALLYPORT_BIND: z
    .string()
    .optional()
    .describe(
      'Address that is listened on; `localhost` if not said and the origin is on localhost, otherwise `0.0.0.0`',
    ),
  SALLYPORT_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' })
    .optional()
    .describe('PostgreSQL database; SQLite in the data folder if not said'),
  SALLYPORT_AUDIT_CHECKPOINTS: z
    .string()
    .optional()
    .describe(
      'File that signed checkpoints of the audit log are copied to, best on another disk; `audit-checkpoints.jsonl` in the data folder if not said',
    ),
  SALLYPORT_TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((network) => network !== ''))
    .refine(
      (networks) => networks.every(isNetwork),
      'must be IP addresses or networks such as 10.0.0.0/8, separated by commas',
    )
    .describe(
      'Proxies whose X-Forwarded-For is believed: addresses or networks, separated by commas. Nobody’s if not said',
    ),
  SALLYPORT_LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug', 'trace'], {
      error: 'must be one of silent, error, warn, info, debug, trace',
    })
    .default('info')
    .describe('How much is logged; `debug` adds a line for every request'),
  SALLYPORT_TEST_CLOCK: z
    .string()
    .optional()
    .describe(
      'File holding an ISO 8601 time that replaces the clock; only with `NODE_ENV=test`, and an origin and an address that is listened on both on localhost',
    ),
  NODE_ENV: z.string().optional().describe('`test` allows the test clock'),
});
export type Environment = z.output<typeof Environment>;

/** `bind`: a host name or an IP address. */
export const isLoopback = (bind: string): boolean => /^(localhost|127(\.\d+){3}|::1)$/.test(bind);

export const isLocalhost = (origin: string): boolean =>
  /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(origin).hostname);

function isOrigin(text: string): boolean {
  const url = new URL(text);
  return url.href === `${url.origin}/` && !/[?#]/.test(text);
}

function isNetwork(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128));
}
