import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/support/postgres.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{server,contract,radius,agent,portal}/**/*.test.{ts,tsx}', 'scripts/*.test.ts'],
          maxWorkers: '100%',
          // Generous: a property test on a busy machine is slow, not wrong.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Whole servers, browsers and hosts: one file at a time, after the unit tests.
        extends: true,
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          sequence: { groupOrder: 1 },
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
