/**
 * G20: from the end of the answer in which Recall first says that a calendar is disconnected to the frame that shows it, in
 * Chromium on the built web host, beside the 10,000 calendars of G19. Both ends read this machine's clock.
 */
import diagnostics from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Page } from '@playwright/test';
import { startSimulator } from '../../../electron/simulator/index.ts';
import type { Simulator, SimWorkspace } from '../../../electron/simulator/index.ts';
import type { MethodName } from '../../../shared/contract.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { startWebHost } from '../../support/start-web-host.ts';
import { percentile } from '../measure.ts';
import type { Report } from '../report.ts';
import { launch } from '../window/browser.ts';

const SAMPLES = 20;
const SETTLE_MS = 2_800;
const WORKSPACE = 'Live';

export async function benchScreen(report: Report, dataDir: string): Promise<void> {
  const simulator = await startSimulator({
    seed: 20,
    limits: { enforce: false },
    world: [{ name: WORKSPACE, calendars: 0, eventsPerCalendar: 10 }],
  });
  // So many that every one of them is on the screen; each with a client of its own, so that each is a case of its own.
  for (let index = 0; index < SAMPLES; index += 1) addCalendar(simulator.world.workspace(WORKSPACE), index);
  const host = await startWebHost({ dataDir });
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 1200 } });
    await page.goto(host.url);
    await call(page, 'app.keepSecretsInMemory', {});
    const { id } = await call<{ id: number }>(page, 'workspaces.add', {
      name: WORKSPACE,
      region: 'custom',
      baseUrl: simulator.origin,
      apiKey: simulator.world.workspace(WORKSPACE).apiKey,
      colour: 'teal',
      mode: 'operate',
      pollIntervalMs: 3_600_000,
    });
    await untilFilled(page, id);
    for (const [what, address, text] of [
      ['the list of calendars', '/calendars?q=live.example', 'Disconnected'],
      ['the triage inbox', '/triage?q=live.example', 'live.example'],
    ] as const) {
      await go(page, address);
      const times = await shown(page, simulator, id, text);
      report.add({
        goal: 'G20',
        what: `a changed status in ${what}: p95 of ${SAMPLES} after the answer`,
        value: percentile(times, 95),
        unit: 'ms',
        must: { max: 300 },
        stretch: { max: 150 },
        detail: `p50 ${percentile(times, 50).toFixed(0)} ms, longest ${Math.max(...times).toFixed(0)} ms`,
      });
      const [first] = simulator.world.workspace(WORKSPACE).heal();
      const told = answerWith(first?.id ?? '');
      await call(page, 'sync.now', { workspaceId: id });
      await told;
      await untilFilled(page, id);
    }
  } finally {
    await browser.close();
    await host.stop();
    await simulator.stop();
  }
}

function addCalendar(workspace: SimWorkspace, index: number): void {
  const platform = index % 2 === 0 ? 'google_calendar' : 'microsoft_outlook';
  const calendar = workspace.addCalendar({
    platform,
    email: `person${index}@live.example`,
    oauthClientId: `client-${index}`,
    createdAt: workspace.now() - 30 * DAY_MS,
  });
  workspace.onFirstConnect(calendar);
}

/** Breaks one calendar after another; ms from the answer that tells of it to the painted row. */
async function shown(page: Page, simulator: Simulator, workspaceId: number, text: string): Promise<number[]> {
  const workspace = simulator.world.workspace(WORKSPACE);
  const times: number[] = [];
  for (const calendar of workspace.calendars()) {
    const seen = page.evaluate(untilPainted, [calendar.mailbox, text] as const);
    workspace.setCalendarStatus(
      calendar.id,
      'disconnected',
      calendar.platform === 'google_calendar' ? 'google_revoked' : 'outlook_inactive',
    );
    const told = answerWith(calendar.id);
    await call(page, 'sync.now', { workspaceId });
    const answeredAt = await told;
    times.push((await seen) - answeredAt);
    // What follows from this change (its meetings are counted two seconds later) is not part of the next one.
    await page.waitForTimeout(SETTLE_MS + times.length * 17);
  }
  return times;
}

/** When the next list or retrieval that holds a disconnected calendar has been answered, ms UTC. */
function answerWith(calendarId: string): Promise<number> {
  return new Promise((resolve) => {
    const finish = (message: unknown): void => {
      // Proven by Node's documentation of this channel.
      const { request } = message as { request: IncomingMessage; response: ServerResponse };
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
      const status = searchParams.get('status');
      const lists = pathname === '/api/v2/calendars/' && (status === null || status === 'disconnected');
      if (request.method !== 'GET' || !(lists || pathname === `/api/v2/calendars/${calendarId}/`)) return;
      diagnostics.unsubscribe('http.server.response.finish', finish);
      resolve(Date.now());
    };
    diagnostics.subscribe('http.server.response.finish', finish);
  });
}

/** In the page: resolves to the time (ms UTC) after the frame in which a row with the mailbox shows the text. */
function untilPainted([mailbox, text]: readonly [string, string]): Promise<number> {
  const isThere = (): boolean =>
    [...document.querySelectorAll('[role="row"]')].some((row) => {
      const words = row.textContent ?? '';
      return words.includes(mailbox) && words.includes(text);
    });
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`${mailbox} was not shown.`)), 20_000);
    // The frame after the next one begins when the row has been painted.
    const painted = (): void => {
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())));
    };
    if (isThere()) return painted();
    const observer = new MutationObserver(() => {
      if (!isThere()) return;
      observer.disconnect();
      painted();
    });
    observer.observe(document, { childList: true, subtree: true, characterData: true });
  });
}

async function go(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#${address}`);
  await page.locator('[role="grid"], [role="main"], main').first().waitFor();
}

async function untilFilled(page: Page, workspaceId: number): Promise<void> {
  for (;;) {
    const { rows } = await call<{
      rows: { workspaceId: number; state: string; fill: unknown[]; freshAt: number | null }[];
    }>(page, 'sync.status', {});
    const own = rows.find((row) => row.workspaceId === workspaceId);
    if (own?.state === 'idle' && own.fill.length === 0 && own.freshAt !== null) return;
    await page.waitForTimeout(50);
  }
}

/** Calls a method as the renderer does. */
function call<T>(page: Page, method: MethodName, input: unknown): Promise<T> {
  return page.evaluate(
    async ([name, argument]) => {
      const response = await fetch('/rpc/call', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: crypto.randomUUID(), method: name, input: argument }),
      });
      const answer = await response.json();
      if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
      return answer.value;
    },
    [method, input] as const,
  );
}
