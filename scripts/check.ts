/** npm run check: all that can be said about the sources without running them. One line a check. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

const root = new URL('..', import.meta.url).pathname;
const tsc = 'node node_modules/typescript/bin/tsc -p'; // by its path: TypeScript 6 is there too
const lint = 'oxlint --type-aware --deny-warnings --report-unused-disable-directives';
const format = `biome ci --error-on-warnings --colors=${process.stdout.isTTY ? 'force' : 'off'}`;

/** The long ones first, so that none is left over at the end. */
const checks: readonly [name: string, command: string][] = [
  ['knip', 'knip --no-progress'],
  ['knip: program', 'knip --production --no-progress'],
  ['lint', lint],
  ['types: node', `${tsc} .`],
  ['types: portal', `${tsc} portal`],
  ['types: browser', `${tsc} test/browser`],
  ['types: contract', `${tsc} contract`],
  ['imports', 'node scripts/check-imports.ts'],
  ['generated files', 'node scripts/check-generated.ts'],
  ['biome', format],
  ['lock file', 'node scripts/lockfile.ts --check'],
];

const env = { ...process.env, PATH: `${root}node_modules/.bin:${process.env.PATH}` };

function run(command: string): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn('sh', ['-c', command], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', (error) => resolve({ ok: false, output: String(error) }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

const queue = [...checks];
const failures: string[] = [];

async function worker() {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [name, command] = next;
    const started = performance.now();
    const { ok, output } = await run(command);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${ok ? '✓' : '✗'} ${name.padEnd(16)} ${seconds} s`);
    if (!ok) failures.push(`\n── ${name}: ${command}\n${output.trim()}`);
  }
}

await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
