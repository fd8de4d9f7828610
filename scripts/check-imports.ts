/** Holds the import rules of .dependency-cruiser.cjs against all sources. */
import { globSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import type { ICruiseOptions, ICruiseResult, IFlattenedRuleSet } from 'dependency-cruiser';

// dependency-cruiser can't read TypeScript with TypeScript 7 and then silently skips every .ts file.
// So it gets version 6, which package.json installs under another name for this alone.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier.replace(/^typescript(?=$|\/)/, 'typescript-6'), context),
});
const { cruise } = await import('dependency-cruiser');

const root = process.argv[2] ?? new URL('..', import.meta.url).pathname;
const folders = ['server/src', 'contract/src', 'radius', 'portal/src', 'agent/src'];
const sources = globSync(
  folders.map((folder) => `${folder}/**/*.{ts,tsx}`),
  {
    cwd: root,
    exclude: (path) => /(^|\/)(node_modules|dist)$/.test(path),
  },
);
const places = folders.filter((folder) => sources.some((file) => file.startsWith(`${folder}/`)));

const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as IFlattenedRuleSet & {
  options: ICruiseOptions;
};
const options = { ...config.options, baseDir: root, ruleSet: config, validate: true };
const { output } = await cruise(places, options, config.options.enhancedResolveOptions ?? {});
const { modules, summary } = output as ICruiseResult;

const failures = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
const read = new Set(modules.filter((module) => !module.couldNotResolve).map((module) => module.source));
failures.push(
  ...sources.filter((file) => !read.has(file)).map((file) => `not read by dependency-cruiser: ${file}`),
);
if (
  !modules.some((module) =>
    module.dependencies.some((dependency) => dependency.dependencyTypes.includes('type-only')),
  )
) {
  failures.push('not one "import type" was seen: dependency-cruiser has no TypeScript that it can use');
}

for (const failure of failures) console.error(failure);
console.log(`${sources.length} files, ${failures.length} violations`);
process.exitCode = failures.length > 0 ? 1 : 0;
