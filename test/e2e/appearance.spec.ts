/** Every view in light and dark, wide and narrow: readable by people and by screen readers, and photographed on request. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ROOT } from '../support/start-web-host.ts';
import { axeFindings } from './support/axe.ts';
import { call, go, rowAt } from './support/console.ts';
import { expect, test } from './support/fixtures.ts';

/** Where the README finds its pictures; written only when asked for, because they change with every run. */
const PICTURES = process.env['SCREENSHOTS'] === '1' ? join(ROOT, 'docs', 'screenshots') : null;
const SCHEMES = ['light', 'dark'] as const;

interface View {
  readonly name: string;
  /** Goes there and waits until it is drawn. */
  readonly open: (page: Page) => Promise<void>;
}

async function anEvent(page: Page): Promise<{ workspaceId: number; id: string }> {
  const { rows } = await call(page, 'events.list', {
    filter: { workspaces: 'all', coverage: 'bot' },
    sort: { by: 'updated', direction: 'desc' },
    after: null,
    limit: 20,
  });
  const found = rows.find(({ seriesId, attendeeCount }) => seriesId !== null && (attendeeCount ?? 0) > 2) ?? rows[0];
  if (found === undefined) throw new Error('The training world has no event with a bot.');
  return found;
}

/** The soonest event of that name. */
async function theEvent(page: Page, title: string): Promise<{ workspaceId: number; id: string }> {
  const { events } = await call(page, 'app.search', { text: title, workspaces: 'all', limit: 50 });
  const named = events.filter((event) => event.title === title);
  const [first] = named.toSorted((a, b) => (a.startAt ?? 0) - (b.startAt ?? 0));
  if (first === undefined) throw new Error(`The training world has no event called ${title}.`);
  return first;
}

async function aCalendar(page: Page): Promise<{ workspaceId: number; id: string }> {
  const { rows } = await call(page, 'calendars.list', {
    filter: { workspaces: 'all', status: 'disconnected' },
    sort: { by: 'email', direction: 'asc' },
    after: null,
    limit: 20,
  });
  const found = rows.find(({ statusDetail }) => statusDetail !== null) ?? rows[0];
  if (found === undefined) throw new Error('The training world has no disconnected calendar.');
  return found;
}

async function openPage(page: Page, address: string): Promise<void> {
  await go(page, address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** A finished job of this console; the first call makes one that changes nothing at Recall. Resolves with its id. */
async function aJob(page: Page): Promise<number> {
  const known = (await call(page, 'jobs.list', { after: null, limit: 1 })).rows[0];
  if (known !== undefined) return known.id;
  const { rows } = await call(page, 'calendars.list', {
    filter: { workspaces: 'all', platform: 'microsoft_outlook' },
    sort: { by: 'status_since', direction: 'desc' },
    after: null,
    limit: 40,
  });
  const calendars = rows.map(({ workspaceId, id }) => ({ workspaceId, id }));
  const action = { kind: 'calendar.test_credential' as const, targets: { calendars } };
  const { plan } = await call(page, 'actions.preview', { action });
  const { jobId } = await call(page, 'actions.start', { action, plan });
  await expect.poll(async () => (await call(page, 'jobs.get', { jobId })).state, { timeout: 30_000 }).toBe('finished');
  return jobId;
}

/** The incident with the most calendars. */
async function anIncident(page: Page): Promise<number> {
  const { rows } = await call(page, 'incidents.list', {
    filter: { workspaces: 'all', size: 'shared' },
    sort: 'stake',
    after: null,
    limit: 50,
  });
  const largest = rows.toSorted((a, b) => b.size - a.size)[0];
  if (largest === undefined) throw new Error('The training world has no incident.');
  return largest.id;
}

/** A Microsoft address with what people get wrong: unencoded spaces, a prompt that asks for consent each time, no refresh. */
const FAULTY_URL =
  'https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=6f1c2a3e-8d47-4b0a-9c55-2f7e91d0b8a4&redirect_uri=https://app.acme.example/oauth/callback&response_type=code&scope=openid email https://graph.microsoft.com/Calendars.Read&prompt=consent&state=abc';

/** The OAuth client that most calendars use. */
async function aClient(page: Page): Promise<string> {
  const { rows } = await call(page, 'oauthClients.list', {});
  const [first] = rows;
  if (first === undefined) throw new Error('The training world has no OAuth client.');
  return first.clientId;
}

const VIEWS: readonly View[] = [
  {
    name: 'welcome',
    open: (page) => openPage(page, '/welcome'),
  },
  {
    name: 'overview',
    open: async (page) => {
      await openPage(page, '/overview');
      await expect(page.getByText('Time to recover, last 30 days')).toBeVisible();
    },
  },
  {
    name: 'triage',
    open: async (page) => {
      await go(page, '/triage');
      await expect(rowAt(page, 'Incidents', 3)).toBeVisible();
    },
  },
  {
    name: 'triage-detail',
    open: async (page) => {
      await go(page, `/triage?sel=${await anIncident(page)}`);
      await expect(page.getByRole('article')).toBeVisible();
    },
  },
  {
    name: 'incident',
    open: async (page) => openPage(page, `/triage/${await anIncident(page)}`),
  },
  {
    name: 'oauth-doctor',
    open: async (page) => {
      await openPage(page, '/oauth-doctor');
      await page.getByRole('textbox').first().fill(FAULTY_URL);
      await expect(page.getByText('offline_access').first()).toBeVisible();
    },
  },
  {
    name: 'calendars',
    open: async (page) => {
      await go(page, '/calendars');
      await expect(rowAt(page, 'Calendars', 5)).toBeVisible();
    },
  },
  {
    name: 'calendars-detail',
    open: async (page) => {
      const { workspaceId, id } = await aCalendar(page);
      await go(page, `/calendars?status=disconnected&sel=${workspaceId}:${id}`);
      await expect(page.getByRole('heading', { name: 'Why' })).toBeVisible();
    },
  },
  {
    name: 'calendar',
    open: async (page) => {
      const { workspaceId, id } = await aCalendar(page);
      await openPage(page, `/calendars/${workspaceId}/${id}`);
      await expect(page.getByRole('heading', { name: 'Why' })).toBeVisible();
    },
  },
  {
    name: 'schedule',
    open: async (page) => {
      await go(page, '/events');
      await expect(rowAt(page, 'Schedule', 5)).toBeVisible();
    },
  },
  {
    name: 'schedule-detail',
    open: async (page) => {
      const { workspaceId, id } = await anEvent(page);
      await go(page, `/events?when=all&sel=${workspaceId}:${id}`);
      await expect(page.getByRole('article')).toBeVisible();
    },
  },
  {
    name: 'schedule-day',
    open: async (page) => {
      await go(page, `/events?view=day&when=${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}`);
      await expect(
        page
          .getByRole('region', { name: /^Meetings of / })
          .getByRole('button')
          .first(),
      ).toBeVisible();
    },
  },
  {
    name: 'schedule-coverage-detail',
    open: async (page) => {
      await go(page, '/events?view=coverage');
      await expect(rowAt(page, 'Coverage', 1)).toBeVisible();
      await rowAt(page, 'Coverage', 1).click();
      await expect(page.getByRole('article').getByRole('list', { name: 'Day by day' })).toBeVisible();
    },
  },
  {
    name: 'schedule-filters',
    open: async (page) => {
      await go(page, '/events?verdict=will_be_missed,wrong_time');
      await expect(rowAt(page, 'Schedule', 1)).toBeVisible();
      await page.getByRole('button', { name: 'Filters', exact: true }).click();
      await expect(page.getByLabel('Organiser')).toBeVisible();
    },
  },
  {
    name: 'event',
    open: async (page) => {
      const { workspaceId, id } = await anEvent(page);
      await openPage(page, `/events/${workspaceId}/${id}`);
    },
  },
  {
    name: 'event-occurrences',
    open: async (page) => {
      const { workspaceId, id } = await theEvent(page, 'Coaching session');
      await openPage(page, `/events/${workspaceId}/${id}`);
      await expect(page.getByRole('region', { name: 'Occurrences, oldest first' })).toBeVisible();
    },
  },
  {
    name: 'event-moved-detail',
    open: async (page) => {
      const { workspaceId, id } = await theEvent(page, 'Customer kick-off');
      await go(page, `/events?sel=${workspaceId}:${id}`);
      await expect(page.getByRole('region', { name: 'Occurrences and bots' })).toBeVisible();
    },
  },
  {
    name: 'event-series',
    open: async (page) => {
      const { workspaceId, id } = await theEvent(page, 'Design critique');
      await openPage(page, `/events/${workspaceId}/${id}?tab=series`);
      await expect(page.getByRole('list', { name: 'Instances of the series, by start' })).toBeVisible();
    },
  },
  {
    name: 'event-raw',
    open: async (page) => {
      const { workspaceId, id } = await anEvent(page);
      await openPage(page, `/events/${workspaceId}/${id}`);
      await page.getByRole('tab', { name: 'Raw' }).click();
    },
  },
  {
    name: 'bot',
    open: async (page) => {
      const { workspaceId, id } = await anEvent(page);
      const { bots } = await call(page, 'events.get', { workspaceId, id });
      await openPage(page, `/bots/${workspaceId}/${bots[0]?.botId ?? ''}`);
    },
  },
  {
    name: 'bots-detail',
    open: async (page) => {
      const { workspaceId, id } = await theEvent(page, 'Board preparation');
      const { bots } = await call(page, 'events.get', { workspaceId, id });
      const botId = bots[0]?.botId ?? '';
      await call(page, 'bots.refresh', { workspaceId, id: botId });
      await go(page, `/bots?sel=${workspaceId}:${botId}`);
      await expect(page.getByRole('article').getByText('meeting_requires_sign_in').first()).toBeVisible();
    },
  },
  {
    name: 'bots-lookup',
    open: async (page) => {
      await go(page, '/bots?q=00000000-0000-4000-8000-000000000000');
      await expect(page.getByRole('button', { name: 'Ask Recall' })).toBeVisible();
    },
  },
  {
    name: 'action',
    open: async (page) => {
      await go(page, '/calendars?status=disconnected');
      await expect(rowAt(page, 'Calendars', 5)).toBeVisible();
      await page.getByRole('grid', { name: 'Calendars' }).focus();
      await page.keyboard.press('ControlOrMeta+a');
      await page.getByRole('button', { name: 'Delete…', exact: true }).click();
      await expect(page.getByRole('dialog').getByRole('textbox')).toBeVisible();
    },
  },
  {
    name: 'connect',
    open: async (page) => {
      await go(page, '/calendars');
      await page.getByRole('button', { name: 'Connect a calendar…' }).click();
      await expect(page.getByRole('dialog').getByRole('textbox').first()).toBeVisible();
    },
  },
  { name: 'oauth-clients', open: (page) => openPage(page, '/oauth-clients') },
  {
    name: 'rotation',
    open: async (page) => {
      await openPage(page, `/oauth-clients/${encodeURIComponent(await aClient(page))}/rotate`);
      await expect(page.getByLabel('New client secret')).toBeVisible();
    },
  },
  {
    name: 'jobs',
    open: async (page) => {
      await aJob(page);
      await go(page, '/jobs');
      await expect(rowAt(page, 'Jobs', 1)).toBeVisible();
    },
  },
  {
    name: 'job',
    open: async (page) => openPage(page, `/jobs/${await aJob(page)}`),
  },
  {
    name: 'audit-detail',
    open: async (page) => {
      const jobId = await aJob(page);
      const filter = { workspaces: 'all' as const, jobId };
      const [entry] = (await call(page, 'audit.list', { filter, after: null, limit: 1 })).rows;
      await go(page, `/audit?sel=${entry?.n ?? 0}`);
      await expect(page.getByRole('article')).toBeVisible();
    },
  },
  { name: 'workspaces', open: (page) => openPage(page, '/workspaces') },
  {
    name: 'workspace-recipe',
    open: async (page) => {
      const { rows } = await call(page, 'workspaces.list', {});
      await openPage(page, `/workspaces?form=recipe&id=${rows[0]?.id ?? 0}`);
      await expect(page.getByRole('radio', { name: /^As the keys tell/ })).toBeVisible();
    },
  },
  { name: 'workspace-add', open: (page) => openPage(page, '/workspaces?form=add') },
  { name: 'settings', open: (page) => openPage(page, '/settings') },
  {
    name: 'search',
    open: async (page) => {
      await go(page, '/calendars');
      await expect(rowAt(page, 'Calendars', 5)).toBeVisible();
      await page.keyboard.press('ControlOrMeta+k');
      await page.getByRole('combobox', { name: /^Search/ }).fill('review');
      await expect(page.getByRole('option').first()).toBeVisible();
    },
  },
];

/** Waits until nothing is being read: no skeleton, no spinner. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('[aria-label^="Reading the"], [data-busy], .mantine-Loader-root')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

for (const view of VIEWS) {
  test(`${view.name}: no accessibility finding in light and dark`, async ({ console: page }) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await view.open(page);
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
      await settled(page);
      if (PICTURES !== null) {
        mkdirSync(PICTURES, { recursive: true });
        await page.screenshot({ path: join(PICTURES, `${view.name}-${scheme}.png`), animations: 'disabled' });
      }
      expect(await axeFindings(page, scheme)).toEqual([]);
    }
  });
}

test('the colour scheme follows the system, and the toggle overrides it and is remembered', async ({
  console: page,
}) => {
  await go(page, '/calendars');
  const scheme = (): Promise<string | null> => page.locator('html').getAttribute('data-mantine-color-scheme');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(scheme).toBe('dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(scheme).toBe('light');
  const toggle = page.getByRole('button', { name: /^Theme:/ });
  await toggle.click();
  await toggle.click();
  await expect(toggle).toHaveAccessibleName('Theme: dark');
  await expect.poll(scheme).toBe('dark');
  await page.reload();
  await expect.poll(scheme).toBe('dark');
});

test('the smallest window shows every view without anything cut off sideways', async ({ console: page }) => {
  await page.setViewportSize({ width: 1024, height: 640 });
  const wide: string[] = [];
  for (const view of VIEWS) {
    await view.open(page);
    await settled(page);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (overflow > 0) wide.push(`${view.name}: ${overflow} px`);
    if (PICTURES !== null && view.name.endsWith('detail'))
      await page.screenshot({ path: join(PICTURES, `${view.name}-narrow.png`), animations: 'disabled' });
    // A dialog would stand before the next view.
    if (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape');
  }
  expect(wide).toEqual([]);
});
