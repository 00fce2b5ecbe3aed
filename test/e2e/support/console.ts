/** A running console with a page on it, on either host: what the browser specs stand on. */
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, expect } from '@playwright/test';
import type { Browser, Locator, Page } from '@playwright/test';
import type { CallboardBridge } from '../../../shared/bridge.ts';
import type { Input, MethodName, Output } from '../../../shared/contract.ts';
import type { Answer } from '../../../shared/envelope.ts';
import { NO_KEYCHAIN, ROOT, startWebHost } from '../../support/start-web-host.ts';

export type Shell = 'web' | 'electron';

/** One host process with its data folder. */
export interface ConsoleHost {
  /** A page on the console, at its front door. In Electron always the one window. */
  newPage(): Promise<Page>;
  /** What the host printed so far. */
  output(): string;
  stop(): Promise<void>;
}

/** Path of the Electron binary, or null where it was not fetched. */
export function electronBinary(): string | null {
  const folder = join(createRequire(import.meta.url).resolve('electron/package.json'), '..');
  const pointer = join(folder, 'path.txt');
  if (!existsSync(pointer)) return null;
  const path = join(folder, 'dist', readFileSync(pointer, 'utf8').trim());
  return existsSync(path) ? path : null;
}

/** Starts a console on the data folder. `env` is added to the host's environment. */
export function startConsole(
  shell: Shell,
  browser: Browser,
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ConsoleHost> {
  return shell === 'web' ? startInWebHost(browser, dataDir, env) : startInElectron(dataDir, env);
}

async function startInWebHost(
  browser: Browser,
  dataDir: string,
  env: Readonly<Record<string, string>>,
): Promise<ConsoleHost> {
  const host = await startWebHost({ dataDir, env });
  // The printed address works once; every page of the specs shares the cookie that it was exchanged for.
  const first = await browser.newContext();
  const entrance = await first.newPage();
  await entrance.goto(host.url);
  const storageState = await first.storageState();
  await first.close();
  const contexts: { close(): Promise<void> }[] = [];
  return {
    newPage: async () => {
      const context = await browser.newContext({ storageState: { ...storageState, origins: [] } });
      contexts.push(context);
      const page = await context.newPage();
      await page.goto(host.origin);
      await throughFrontDoor(page);
      return page;
    },
    output: () => host.output(),
    stop: async () => {
      for (const context of contexts) await context.close();
      await host.stop();
    },
  };
}

async function startInElectron(dataDir: string, env: Readonly<Record<string, string>>): Promise<ConsoleHost> {
  const executablePath = electronBinary();
  if (executablePath === null) throw new Error('There is no Electron binary here.');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath,
    args: [ROOT, ...sandbox, '--data-dir', dataDir],
    env: { ...definedOnly(process.env), ...NO_KEYCHAIN, ...env },
  });
  let output = '';
  app.process().stdout?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  app.process().stderr?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  return {
    newPage: async () => {
      const page = await app.firstWindow();
      await page.evaluate(() => {
        localStorage.clear();
        location.hash = '#/';
      });
      await throughFrontDoor(page);
      return page;
    },
    output: () => output,
    stop: () => app.close(),
  };
}

/** The front door leads on to another address; a spec that goes elsewhere before that would be overtaken by it. */
async function throughFrontDoor(page: Page): Promise<void> {
  await page.waitForURL(({ hash }) => hash !== '' && hash !== '#/');
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

/** Calls a method of the contract from the page, the way the renderer does; the envelope as it comes. */
export function answer(page: Page, method: string, input: unknown): Promise<Answer<unknown>> {
  return page.evaluate(
    async ([name, argument]) => {
      const id = crypto.randomUUID();
      // Put there by the preload script in Electron, absent in the web host.
      const bridge = (globalThis as { callboard?: CallboardBridge }).callboard;
      if (bridge !== undefined) return bridge.call(id, name, argument);
      const response = await fetch('/rpc/call', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id, method: name, input: argument }),
      });
      // The web host's documented answer; a wrong shape fails the spec that uses it.
      return (await response.json()) as Answer<unknown>;
    },
    [method, input] as const,
  );
}

/** Like {@link answer}, but gives the value and fails the spec on an error. */
export async function call<M extends MethodName>(page: Page, method: M, input: Input<M>): Promise<Output<M>> {
  const reply = await answer(page, method, input);
  if (!reply.ok) throw new Error(`${method}: ${reply.error.code}: ${reply.error.message}`);
  // The core validated it against the contract (contract tests).
  return reply.value as Output<M>;
}

/** Goes to an address of the console, e.g. `/calendars?status=disconnected`. */
export async function go(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#${address}`);
}

/** The part of the page's address after `#`. */
export function addressOf(page: Page): string {
  return new URL(page.url()).hash.slice(1);
}

/**
 * The row at a place of a grid, counted from 1. The grid reuses its elements, so that their order in the document says
 * nothing about the order on screen.
 */
export function rowAt(page: Page, grid: string, place: number): Locator {
  // Row 1 of the grid is its header.
  return page.getByRole('grid', { name: grid }).locator(`[aria-rowindex="${place + 1}"]`);
}

/** Waits until every workspace finished its first fill and rests. */
export async function untilSynced(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        const { rows } = await call(page, 'sync.status', {});
        return rows.length > 0 && rows.every(({ state, fill }) => state === 'idle' && fill.length === 0);
      },
      { timeout: 80_000, intervals: [250] },
    )
    .toBe(true);
}
