/** The browser suite: the same specs on the web host (`--project=web`) and in Electron (`--project=electron`). */
import { defineConfig } from '@playwright/test';
import type { ShellOptions } from './test/e2e/support/fixtures.ts';

// Set by scripts/test.mjs; else Playwright's own Chromium.
const chromium = process.env['CALLBOARD_CHROMIUM'];
// Chromium's sandbox refuses to run as root (containers, CI).
const root = process.getuid?.() === 0;

export default defineConfig<object, ShellOptions>({
  testDir: 'test/e2e',
  outputDir: 'test-results/browser',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: 'light',
    // Costs a third of the time; for looking into a failure: TRACE=1.
    trace: process.env['TRACE'] === '1' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      args: root ? ['--no-sandbox'] : [],
      ...(chromium === undefined ? {} : { executablePath: chromium }),
    },
  },
  projects: [
    { name: 'web', use: { shell: 'web' } },
    { name: 'electron', use: { shell: 'electron' } },
  ],
});
