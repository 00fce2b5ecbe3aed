/** Fixtures of the browser specs: a console with training data (one per worker) and fresh ones (one per test). */
import { test as base, expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { makeTempDir } from '../../support/temp-dir.ts';
import { call, electronBinary, startConsole, untilSynced } from './console.ts';
import type { ConsoleHost, Shell } from './console.ts';
import { watchPage } from './watch-page.ts';

export interface ShellOptions {
  /** The host that the specs run on. */
  shell: Shell;
}

interface WorkerFixtures extends ShellOptions {
  /** A console whose training workspaces are filled. Specs that use it leave its data as it is. */
  trainingHost: ConsoleHost;
}

interface Fixtures {
  /** Skips the test where its host cannot run; before any other fixture is made. */
  hostAvailable: void;
  /** A page on the training console, at its front door. */
  console: Page;
  /** A page on a console that nobody used before, with a data folder of its own. */
  fresh: Page;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  shell: ['web', { option: true, scope: 'worker' }],

  hostAvailable: [
    async ({ shell }, provide, testInfo) => {
      testInfo.skip(shell === 'electron' && electronBinary() === null, 'There is no Electron binary here.');
      await provide();
    },
    { auto: true },
  ],

  trainingHost: [
    async ({ browser, shell }, provide) => {
      const dir = makeTempDir('browser');
      const host = await startConsole(shell, browser, dir.path);
      const page = await host.newPage();
      await call(page, 'app.keepSecretsInMemory', {});
      await call(page, 'demo.start', {});
      await untilSynced(page);
      if (shell === 'web') await page.close();
      await provide(host);
      await host.stop();
      dir.remove();
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  console: async ({ trainingHost }, provide) => {
    const page = await trainingHost.newPage();
    const watched = await watchPage(page);
    await provide(page);
    expect(watched.problems()).toEqual([]);
    await watched.end();
  },

  fresh: async ({ browser, shell }, provide) => {
    const dir = makeTempDir('browser');
    const host = await startConsole(shell, browser, dir.path);
    const page = await host.newPage();
    const watched = await watchPage(page);
    await provide(page);
    expect(watched.problems()).toEqual([]);
    await watched.end();
    await host.stop();
    dir.remove();
  },
});

export { expect };
