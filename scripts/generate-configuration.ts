/** Prints docs/configuration.md, from the schemas of the environment and of the settings. */
import { Settings } from '@sallyport/contract/settings.ts';
import { defaultSettings } from '../server/src/config/default-settings.ts';
import { Environment } from '../server/src/config/environment.ts';

/** As much of JSON Schema as matters here. */
interface JsonSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

interface Row {
  readonly name: string;
  /** The default. */
  readonly value: unknown;
  readonly description: string;
}

const defaults = defaultSettings('https://login.example.org');
defaults.organisation.timeZone = 'that of the server';
defaults.mail.from = 'sallyport@ the host of SALLYPORT_URL';

/** Each setting that has a description, by its path, with its default. */
function settingRows(schema: JsonSchema, value: unknown, path: readonly string[] = []): Row[] {
  if (typeof schema.description === 'string')
    return [{ name: path.join('.'), value, description: schema.description }];
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const values = new Map<string, unknown>(Object.entries(value ?? {}));
    return settingRows(inner, values.get(name), [...path, name]);
  });
}

const variables = Object.entries(Environment.shape).map(([name, schema]): Row => {
  const value = schema.safeParse(undefined).data;
  return { name, value: Array.isArray(value) ? undefined : value, description: schema.description ?? '' };
});
const settings = settingRows(Settings.toJSONSchema({ io: 'input' }) as JsonSchema, defaults);

const shown = (value: unknown): string =>
  value === undefined || value === null || value === ''
    ? '–'
    : `\`${Array.isArray(value) ? value.join(', ') : JSON.stringify(value).replace(/^"|"$/g, '')}\``;
const table = (rows: readonly Row[]): string =>
  ['| name | default | meaning |', '|---|---|---|']
    .concat(rows.map(({ name, value, description }) => `| \`${name}\` | ${shown(value)} | ${description} |`))
    .join('\n');

process.stdout.write(`<!-- Made by scripts/generate-configuration.ts: npm run generate -->
# Configuration

## The environment
Read once, at start. Everything that is wrong is reported at once, one line a variable, and the exit code is 2.

${table(variables)}

### The key file
\`keys\` in the data folder holds the keys that secrets are encrypted with in the database (AES-256-GCM), one a line,
newest last. It is made at the first start, readable by its owner alone; the server refuses to start when others may
read it. Without it nobody's second factor can be checked any more, so back it up, apart from the database. Servers
that share a PostgreSQL database need the same file. To change the key, append a line and restart: the last one
encrypts from then on, the others still decrypt.

## The settings
Kept in the database and changed in the portal under *Settings*, or by \`PATCH /api/v1/settings\`.

${table(settings)}
`);
