/**
 * Remote text is text: 200 ways to become code travel through every field that others can write, to every screen. No
 * script runs, no dialog opens, nothing is fetched, and the content policy has nothing to block (the fixtures check
 * dialogs, requests and violations after every test).
 */
import type { Page } from '@playwright/test';
import { startSimulator } from '../../electron/simulator/index.ts';
import { call, go, untilSynced } from './support/console.ts';
import { expect, test } from './support/fixtures.ts';
import { HOSTILE_TEXTS } from './support/hostile-texts.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Each event carries this many of the texts, each in another field. */
const FIELDS = 5;

/** Scrolls a grid from its first to its last row, so that each was drawn. */
async function drawEveryRow(page: Page, name: string): Promise<void> {
  const grid = page.getByRole('grid', { name });
  await expect(grid.getByRole('gridcell').first()).toBeVisible();
  await grid.evaluate(async (element) => {
    for (let top = 0; top < element.scrollHeight; top += element.clientHeight / 2) {
      element.scrollTop = top;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }
  });
}

/** The screens of actions: preview, job with its items, audit log with an entry, OAuth clients, a rotation. */
async function actOnThem(page: Page): Promise<void> {
  await go(page, '/calendars?status=disconnected');
  const grid = page.getByRole('grid', { name: 'Calendars' });
  await expect(grid.getByRole('gridcell').first()).toBeVisible();
  await grid.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^and \d+ more$/ }).click();
  await dialog.getByRole('checkbox', { name: /^Try one first/ }).uncheck();
  await dialog.getByRole('button', { name: /^Reconnect \d+ calendars$/ }).click();
  const jobs = async () => (await call(page, 'jobs.list', { after: null, limit: 1 })).rows;
  await expect.poll(async () => (await jobs()).length).toBe(1);
  const jobId = (await jobs())[0]?.id ?? -1;
  await expect.poll(async () => (await jobs())[0]?.state, { timeout: 60_000 }).toBe('finished');
  await go(page, `/jobs/${jobId}`);
  await drawEveryRow(page, 'Results');
  await go(page, '/audit');
  await drawEveryRow(page, 'Audit log');
  const [entry] = (await call(page, 'audit.list', { filter: { workspaces: 'all', jobId }, after: null, limit: 1 }))
    .rows;
  await go(page, `/audit/${entry?.n ?? -1}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await go(page, '/oauth-clients');
  await expect(page.getByRole('row').nth(3)).toBeVisible();
  const { rows: clients } = await call(page, 'oauthClients.list', {});
  for (const { clientId } of clients.slice(0, 10)) {
    await go(page, `/oauth-clients/${encodeURIComponent(clientId)}/rotate`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
}

/** Triage with an incident and single cases, their notes and saved views, the pages of calendars, and the overview. */
async function readTroubles(page: Page): Promise<void> {
  const list = { filter: { workspaces: 'all' as const }, sort: 'stake' as const, after: null, limit: 200 };
  const { rows: incidents } = await call(page, 'incidents.list', list);
  expect(incidents.some(({ size }) => size > 1)).toBe(true);
  expect(incidents.length).toBeGreaterThan(20);
  for (const [index, { id: incidentId }] of incidents.entries())
    await call(page, 'incidents.note', { incidentId, note: HOSTILE_TEXTS[index] ?? '' });
  await call(page, 'views.save', {
    page: 'triage',
    name: HOSTILE_TEXTS[4]?.slice(0, 80) ?? '',
    address: `?q=${encodeURIComponent(HOSTILE_TEXTS[5] ?? '')}`,
  });
  await go(page, '/triage');
  await drawEveryRow(page, 'Incidents');
  for (const { id } of incidents) {
    await go(page, `/triage/${id}`);
    await expect(page.getByRole('textbox', { name: 'Note' })).toBeVisible();
  }
  await go(page, '/overview');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(
    page.getByRole('grid', { name: 'Meetings at risk by hour' }).or(page.getByText('at risk')).first(),
  ).toBeVisible();
}

/** Every text in a URL and in an error text that somebody pastes. */
async function askTheDoctor(page: Page): Promise<void> {
  await go(page, '/oauth-doctor');
  const paste = page.getByRole('main').getByRole('textbox').first();
  const names = ['client_id', 'redirect_uri', 'scope', 'state', 'prompt', 'error', 'error_description', 'login_hint'];
  for (let first = 0; first < HOSTILE_TEXTS.length; first += names.length) {
    const texts = HOSTILE_TEXTS.slice(first, first + names.length);
    const query = names.map((name, index) => `${name}=${encodeURIComponent(texts[index] ?? '')}`).join('&');
    for (const pasted of [
      `https://login.microsoftonline.com/common/oauth2/v2.0/authorize?response_type=marker-${first}&${query}`,
      `https://marker-${first}.example/callback?${decodeURIComponent(query)}`,
      `invalid_grant marker-${first}: ${texts.join(' ')}`,
    ]) {
      await paste.fill('');
      await paste.fill(pasted);
      await expect(page.getByRole('main')).toContainText(`marker-${first}`);
    }
  }
}

/** Nothing that the texts would have done happened. */
async function expectNothingHappened(page: Page): Promise<void> {
  expect(await page.evaluate(() => '__hostile' in globalThis)).toBe(false);
  const foreign = await page.evaluate(() =>
    [...document.querySelectorAll('[href], [src]')]
      .map((element) => element.getAttribute('href') ?? element.getAttribute('src') ?? '')
      .filter((target) => /^\s*(?:javascript|vbscript|data):/i.test(target)),
  );
  expect(foreign).toEqual([]);
}

/** All of exports.events, part by part. */
async function exported(page: Page): Promise<string> {
  let [text, after] = ['', null as string | null];
  do {
    const part = await call(page, 'exports.events', {
      filter: { workspaces: 'all' },
      sort: { by: 'start', direction: 'asc' },
      timeZone: 'UTC',
      after,
    });
    text += part.text;
    after = part.next;
  } while (after !== null);
  return text;
}

/** The cells of a CSV as a spreadsheet reads them. */
function cellsOf(csv: string): string[] {
  return [...csv.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(([, quoted, plain]) =>
    (quoted ?? plain ?? '').replaceAll('""', '"'),
  );
}

test('200 hostile texts in every field that others write stay text on every screen', async ({ fresh: page }) => {
  test.setTimeout(300_000);
  const simulator = await startSimulator({
    seed: 21,
    attemptMs: { from: 100, to: 400 },
    world: [{ name: 'Hostile', colour: 'red', calendars: 1, eventsPerCalendar: 0 }],
  });
  const workspace = simulator.world.workspace(0);
  const calendar = workspace.addCalendar({ email: 'victim@example.com' });
  const text = (index: number): string => HOSTILE_TEXTS[index % HOSTILE_TEXTS.length] ?? '';
  const events = Array.from({ length: HOSTILE_TEXTS.length / FIELDS }, (_, index) => {
    const first = index * FIELDS;
    return workspace.addEvent({
      calendarId: calendar.id,
      startAt: Date.now() + HOUR_MS * (index + 1),
      title: text(first),
      meetingUrl: `https://meet.google.com/abc-defg-hij?x=${encodeURIComponent(text(first + 1))}`,
      organizer: { name: text(first + 2), email: `${index}@example.com` },
      attendees: [
        { name: text(first + 3), email: text(first + 4) },
        { name: 'Plain', email: 'plain@example.com' },
      ],
      bots: [{ botName: text(first + 4), deduplicationKey: text(first + 3) }],
    });
  });
  for (let index = 0; index < 40; index += 1) {
    const first = index * FIELDS;
    const broken = workspace.addCalendar({
      email: text(first),
      oauthEmail: text(first + 1),
      status: 'disconnected',
      // Five of them share a cause and a client; the others have words of their own.
      ...(index < 5 ? { trouble: 'outlook_secret_expired' as const } : {}),
    });
    broken.statusChanges.push({
      status: 'disconnected',
      at: Date.now() * 1_000 + index,
      extra: {
        detail: `${index < 5 ? 'AADSTS7000222: ' : ''}${text(first + 2)}`,
        data: { [text(first + 3)]: text(first + 4) },
      },
    });
    broken.oauthClientId = text(index < 5 ? 3 : first + 3);
    workspace.answerInstead(broken.id, { tokenRefusal: { code: text(first + 4), message: text(first + 2) } });
  }
  try {
    await call(page, 'app.keepSecretsInMemory', {});
    const { id: workspaceId } = await call(page, 'workspaces.add', {
      name: text(3),
      region: 'custom',
      baseUrl: simulator.origin,
      apiKey: workspace.apiKey,
      colour: 'red',
      mode: 'operate',
      pollIntervalMs: 60_000,
    });
    await untilSynced(page);
    const stored = await call(page, 'events.list', {
      filter: { workspaces: 'all' },
      sort: { by: 'start', direction: 'asc' },
      after: null,
      limit: 200,
    });
    expect(stored.rows.length).toBe(events.length);

    for (const [address, grid] of [
      ['/events?when=all', 'Schedule'],
      ['/events?sort=updated.desc', 'Schedule'],
      ['/calendars', 'Calendars'],
      ['/calendars?status=disconnected', 'Calendars'],
    ] as const) {
      await go(page, address);
      await drawEveryRow(page, grid);
    }
    for (const row of stored.rows) {
      await go(page, `/events/${workspaceId}/${row.id}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.getByRole('tab', { name: 'Raw' }).click();
      await expect(page.getByRole('tabpanel')).toBeVisible();
    }
    const { rows: calendars } = await call(page, 'calendars.list', {
      filter: { workspaces: 'all', status: 'disconnected' },
      sort: { by: 'email', direction: 'asc' },
      after: null,
      limit: 50,
    });
    for (const row of calendars) {
      await go(page, `/calendars/${workspaceId}/${row.id}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    }
    const botId = (await call(page, 'events.get', { workspaceId, id: stored.rows[0]?.id ?? '' })).bots[0]?.botId ?? '';
    await go(page, `/bots/${workspaceId}/${botId}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await readTroubles(page);
    await askTheDoctor(page);
    await actOnThem(page);
    await go(page, '/workspaces');
    await expect(page.getByRole('row').nth(1)).toBeVisible();
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: /^Search/ }).fill('script');
    await expect(page.getByRole('option').first()).toBeVisible();

    await expectNothingHappened(page);
  } finally {
    await simulator.stop();
  }
});

test('200 hostile titles stay text in the agenda, on the day, in the coverage, on event pages and in a spreadsheet', async ({
  fresh: page,
}) => {
  test.setTimeout(300_000);
  const simulator = await startSimulator({
    seed: 22,
    world: [{ name: 'Titles', colour: 'red', calendars: 0, eventsPerCalendar: 0 }],
  });
  const workspace = simulator.world.workspace(0);
  const calendars = Array.from({ length: 20 }, (_, index) =>
    workspace.addCalendar({
      email: `person@${HOSTILE_TEXTS[index * 10] ?? ''}`,
      ownerName: HOSTILE_TEXTS[index] ?? '',
    }),
  );
  const tomorrow = Math.ceil(Date.now() / DAY_MS) * DAY_MS;
  const days = [tomorrow, tomorrow + DAY_MS, tomorrow + 2 * DAY_MS];
  for (const [index, title] of HOSTILE_TEXTS.entries()) {
    const startAt = (days[index % days.length] ?? tomorrow) + 6 * HOUR_MS + Math.floor(index / 30) * HOUR_MS;
    const event = workspace.addEvent({
      calendarId: calendars[index % calendars.length]?.id ?? '',
      startAt,
      title,
      seriesId: `series ${index % 60}`,
      attendees: [{ name: title, email: 'guest@elsewhere.example' }],
      ...(index % 3 === 0 ? {} : { bots: [{ botName: title, deduplicationKey: title }] }),
    });
    // Some were moved, so that their pages tell of a stale bot, and some handed over.
    if (index % 5 === 0) workspace.updateEvent(event.id, { startAt: startAt + HOUR_MS });
    if (index % 7 === 0) workspace.updateEvent(event.id, { calendarId: calendars[0]?.id ?? '' });
  }
  try {
    await call(page, 'app.keepSecretsInMemory', {});
    const { id: workspaceId } = await call(page, 'workspaces.add', {
      name: 'Titles',
      region: 'custom',
      baseUrl: simulator.origin,
      apiKey: workspace.apiKey,
      colour: 'red',
      mode: 'operate',
      pollIntervalMs: 60_000,
    });
    await untilSynced(page);
    const { rows } = await call(page, 'events.list', {
      filter: { workspaces: [workspaceId] },
      sort: { by: 'start', direction: 'asc' },
      after: null,
      limit: 200,
    });
    expect(rows).toHaveLength(HOSTILE_TEXTS.length);

    await go(page, '/events?when=all');
    await drawEveryRow(page, 'Schedule');
    let bars = 0;
    for (const day of days) {
      for (const lanes of ['', '&lanes=workspace']) {
        await go(page, `/events?view=day&when=${new Date(day).toISOString().slice(0, 10)}${lanes}`);
        const timeline = page.getByRole('region', { name: /^Meetings of / });
        await expect(timeline).toBeVisible();
        bars += await timeline.locator('[data-bar]').count();
      }
    }
    expect(bars).toBeGreaterThan(2 * HOSTILE_TEXTS.length * 0.9);
    await go(page, '/events?view=coverage&external=any');
    await drawEveryRow(page, 'Coverage');
    const coverage = await call(page, 'events.coverage', {
      workspaces: 'all',
      from: tomorrow,
      to: tomorrow + 4 * DAY_MS,
      after: null,
      limit: 50,
    });
    expect(coverage.rows.length).toBeGreaterThan(10);
    for (const { domain } of coverage.rows) {
      await go(page, `/events?view=coverage&external=any&domain=${encodeURIComponent(domain)}`);
      await expect(page.getByRole('grid', { name: 'Coverage' })).toBeVisible();
    }
    for (const [index, { id }] of rows.entries()) {
      const tab = ['', '', '?tab=series', '?tab=audit', '?tab=raw'][index % 5] ?? '';
      await go(page, `/events/${workspaceId}/${id}${tab}`);
      await expect(page.getByRole('tabpanel')).toBeVisible();
      // The story of the event, not its skeleton.
      await expect(page.getByLabel(/^(Finding out why|Reading the series)$/)).toHaveCount(0);
    }

    const cells = cellsOf(await exported(page));
    for (const { title } of rows) expect(cells.some((cell) => cell === title || cell === `'${title ?? ''}`)).toBe(true);
    expect(cells.filter((cell) => /^[=+@\t]|^-[^\d]/.test(cell))).toEqual([]);
    await expectNothingHappened(page);
  } finally {
    await simulator.stop();
  }
});

test('a link is offered only when it is https, and names the host that it really leads to', async ({
  console: page,
}) => {
  const { rows } = await call(page, 'events.list', {
    filter: { workspaces: 'all', coverage: 'bot' },
    sort: { by: 'updated', direction: 'desc' },
    after: null,
    limit: 1,
  });
  const event = rows[0];
  if (event?.meetingUrl == null) throw new Error('The training world has no event with a bot and a link.');
  await go(page, `/events/${event.workspaceId}/${event.id}`);
  const link = page.getByRole('main').locator(`a[href="${event.meetingUrl}"]`).first();
  await expect(link).toContainText(new URL(event.meetingUrl).host);
  await expect(link).toHaveAttribute('rel', /noopener|noreferrer/);
  await expect(link).toHaveAttribute('target', '_blank');
});
