import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Processes, not threads: native modules, worker threads and signals behave as in production.
    pool: 'forks',
    // By default one core is left out, which on a machine with two halves the speed.
    maxWorkers: '100%',
    // Generous, because no test asserts a time and CI machines are slow; a hang still ends.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Imports of JSON fixtures and sources need no DOM anywhere.
    environment: 'node',
    restoreMocks: true,
    // A test that asserts nothing cannot fail.
    expect: { requireAssertions: true },
  },
});
