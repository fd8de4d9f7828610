/**
 * Completes package-lock.json: `node scripts/lockfile.ts` after every `npm install`; `--check` only looks.
 *
 * A registry mirror may not serve the native packages of every platform. npm then leaves those out of the
 * lock file, and `npm ci` refuses such a file on every machine. So the missing ones are written in here, with
 * the version their parent asks for and the platform their name tells; npm skips them where they don't fit.
 */
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';

interface Locked {
  version?: string;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Locked> };

/** Looks a name up as Node does: in the package's own node_modules, then in each folder above. */
function isLocked(from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    if (lock.packages[`${folder && `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

function platformOf(name: string): Locked {
  const pick = (known: string[]) => known.filter((word) => name.split(/[^a-z0-9]+/).includes(word));
  const os = pick([
    'aix',
    'android',
    'darwin',
    'freebsd',
    'linux',
    'netbsd',
    'openbsd',
    'openharmony',
    'sunos',
    'win32',
  ]);
  const cpu = pick([
    'arm',
    'arm64',
    'ia32',
    'loong64',
    'mips64el',
    'ppc64',
    'riscv64',
    's390x',
    'wasm32',
    'x64',
  ]);
  const libc = name.includes('musl') ? ['musl'] : /gnu\b/.test(name) ? ['glibc'] : [];
  if (name === 'fsevents') os.push('darwin');
  if (/\barm(v7|-gnueabi|-musleabi|-eabi)/.test(name) && !cpu.includes('arm')) cpu.push('arm');
  return {
    ...(cpu.length && { cpu }),
    ...(libc.length && os.includes('linux') && { libc }),
    ...(os.length && { os }),
  };
}

const missing: Record<string, Locked> = {};
for (const [path, locked] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(locked.optionalDependencies ?? {})) {
    if (isLocked(path, name)) continue;
    const version = range.replace(/^[~^]/, '');
    missing[`node_modules/${name}`] = { version, optional: true, ...platformOf(name) };
  }
}

const names = Object.keys(missing);
if (names.length > 0 && process.argv.includes('--check')) {
  console.error(`package-lock.json lacks ${names.length} optional packages, so that "npm ci" would fail:`);
  console.error(`${names.map((name) => `  ${name}`).join('\n')}\nRun: node scripts/lockfile.ts`);
  process.exit(1);
}
if (names.length > 0) {
  const packages = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1));
  const { atime, mtime } = statSync(file);
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`);
  utimesSync(file, atime, mtime); // what is installed is not outdated by this
  console.log(`package-lock.json: ${names.length} optional packages added`);
}
