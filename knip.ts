import type { KnipConfig } from 'knip';

/** With `--production`, nothing counts but what the program itself uses: what only tests use is dead too. */
const production = process.argv.includes('--production');

export default {
  workspaces: {
    '.': {
      entry: ['scripts/*.ts', 'bench/*.ts'],
      project: ['{scripts,bench,test}/**/*.ts'],
    },
    server: {
      project: ['src/**/*.ts!', '!src/**/*.{test,fixture}.ts!', 'bin/*.js!'],
      // In use with the pages that explain a decision; till then its property test holds `decide` to it.
      ...(production && { ignore: ['src/policy/explain.ts'] }),
    },
    contract: {
      project: ['src/**/*.ts!'],
    },
    portal: {
      entry: ['src/sign-in/main.tsx!'],
      project: ['src/**/*.{ts,tsx}!', '!src/**/*.test.{ts,tsx}!', 'build/*.ts'],
    },
  },
  // Parts of a module may be exported for its tests, as long as the module uses them.
  ignoreExportsUsedInFile: production || { interface: true, type: true },
  ignoreDependencies: ['oxlint', 'oxlint-tsgolint', 'typescript-6'],
  ignoreBinaries: ['mount', 'openssl', 'umount'],
} satisfies KnipConfig;
