/** npm run bench: measures, and says beside each figure what it was held against. See `--help`. */
import { parseArgs } from 'node:util';
import { amongAMillion } from './figures/among-a-million.ts';
import { audit } from './figures/audit.ts';
import { bulk } from './figures/bulk.ts';
import { decisions } from './figures/decide.ts';
import { preview } from './figures/preview.ts';
import { secondFactors } from './figures/second-factors.ts';
import { signInPage } from './figures/sign-in-page.ts';
import { signIns } from './figures/sign-ins.ts';
import { start } from './figures/start.ts';
import { storageTransactions } from './figures/storage-transactions.ts';
import { usersList } from './figures/users-list.ts';
import type { Benchmark, Figure } from './support/figure.ts';
import { table } from './support/report.ts';
import { Workbench } from './support/workbench.ts';

const benchmarks: readonly Benchmark[] = [
  signIns,
  secondFactors,
  storageTransactions,
  decisions,
  amongAMillion,
  usersList,
  audit,
  preview,
  bulk,
  start,
  signInPage,
];
const names = benchmarks.flatMap(({ figures }) => figures);

const usage = `Usage: npm run bench -- [--json] [--only NAME …]

  --json       prints the figures as JSON and nothing else (with npm run -s)
  --only NAME  measures these alone; several names may follow

Names:
${names.map((name) => `  ${name}`).join('\n')}
`;

const refuse = (reason: string): never => {
  process.stderr.write(`bench: ${reason}\n\n${usage}`);
  process.exit(2);
};

const readArguments = () => {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', default: false },
      },
    });
    if (positionals.length > 0 && values.only.length === 0)
      refuse(`what is ${positionals.join(' ')}? Say --only before names`);
    const wanted = [...values.only, ...positionals].flatMap((list) => list.split(','));
    const unknown = wanted.filter((name) => !names.includes(name));
    if (unknown.length > 0) refuse(`there is no figure ${unknown.join(', ')}`);
    return { json: values.json, help: values.help, wanted: new Set(wanted.length === 0 ? names : wanted) };
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
};

const measure = async (workbench: Workbench, wanted: ReadonlySet<string>): Promise<Figure[]> => {
  const measured: Figure[] = [];
  for (const benchmark of benchmarks) {
    const asked = benchmark.figures.filter((name) => wanted.has(name));
    if (asked.length === 0) continue;
    process.stderr.write(`${asked.join(', ')} …\n`);
    try {
      const figures = await benchmark.run(workbench);
      measured.push(...figures.filter(({ name }) => wanted.has(name)));
    } catch (error) {
      process.exitCode = 1;
      process.stderr.write(`  failed: ${error instanceof Error ? error.stack : String(error)}\n`);
    }
  }
  return measured;
};

const { json, help, wanted } = readArguments();
if (help) process.stdout.write(usage);
else {
  await using workbench = new Workbench();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void workbench[Symbol.asyncDispose]().finally(() => process.exit(1)));
  const figures = await measure(workbench, wanted);
  process.stdout.write(json ? `${JSON.stringify(figures, null, 2)}\n` : `\n${table(figures)}\n`);
}
