/**
 * Files in the repository that a program writes. Fails when one is not what its generator says today;
 * with --write (`npm run generate`) brings them up to date.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The file, and the script that prints its content on stdout. */
const generated: readonly { file: string; script: string }[] = [
  { file: 'docs/configuration.md', script: 'scripts/generate-configuration.ts' },
  { file: 'docs/openapi.json', script: 'scripts/generate-openapi.ts' },
];

process.chdir(new URL('..', import.meta.url).pathname);

for (const { file, script } of generated) {
  const wanted = execFileSync(process.execPath, [script], { encoding: 'utf8', maxBuffer: 64 << 20 });
  if (process.argv.includes('--write')) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, wanted);
  } else if (wanted !== read(file)) {
    console.error(`${file} is out of date: npm run generate`);
    process.exitCode = 1;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
