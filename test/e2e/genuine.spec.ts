/**
 * Genuine payloads (Recall's anonymised examples and recorded provider payloads) travel from the simulator through
 * HTTP, sync and SQLite to the screen, and arrive with their title, organiser, attendees, series and link.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { genuineEvent, startSimulator } from '../../electron/simulator/index.ts';
import { ROOT } from '../support/start-web-host.ts';
import { call, go, untilSynced } from './support/console.ts';
import { expect, test } from './support/fixtures.ts';

type Raw = Readonly<Record<string, unknown>>;
const HOUR_MS = 3_600_000;

function fixture(...path: string[]): unknown {
  return JSON.parse(readFileSync(join(ROOT, 'test', 'fixtures', 'recall', ...path), 'utf8'));
}

interface Expected {
  readonly name: string;
  readonly platform: 'google_calendar' | 'microsoft_outlook';
  readonly raw: Raw;
  readonly title: string;
  readonly organiser: string | null;
  readonly attendees: readonly string[];
  readonly series: string | null;
  readonly link: string | null;
}

// The shapes of these files are those of the providers; they are read here as what they are known to hold.
const google = fixture('recall-docs', 'raw-google-calendar.json') as Raw;
const outlook = fixture('recall-docs', 'raw-microsoft-outlook.json') as Raw;
const recorded = (fixture('google-docs', 'events-list.recorded.redacted.json') as { items: Raw[] }).items[0] ?? {};
const instances = (fixture('graph-docs', 'list-instances.json') as { value: Raw[] }).value;

const EXPECTED: readonly Expected[] = [
  {
    name: 'Recall’s example of a Google event',
    platform: 'google_calendar',
    raw: google,
    title: 'Meeting Summary',
    organiser: 'dummy@example.com',
    attendees: [
      'dummy@example.com',
      'dummy1@example.com',
      'dummy2@example.com',
      'dummy3@example.com',
      'dummy4@example.com',
    ],
    series: 'dummy_recurring_event_id',
    link: 'https://meet.google.com/dummy-meet-link',
  },
  {
    name: 'Recall’s example of an Outlook event',
    platform: 'microsoft_outlook',
    raw: outlook,
    title: 'Dummy Meeting Subject',
    organiser: 'john.doe@example.com',
    attendees: [],
    series: null,
    link: (outlook['onlineMeeting'] as { joinUrl: string }).joinUrl,
  },
  {
    name: 'a recorded Google event without guests or link',
    platform: 'google_calendar',
    raw: recorded,
    title: 'test event',
    organiser: 'redacted@group.calendar.google.com',
    attendees: [],
    series: null,
    link: null,
  },
  ...instances.map((raw, index) => ({
    name: `instance ${index + 1} of Microsoft’s example series`,
    platform: 'microsoft_outlook' as const,
    raw,
    title: 'Review strategy for Q3',
    organiser: null,
    attendees: [],
    series: 'AAMkAGUzYRgWAAA=',
    link: null,
  })),
];

test('genuine payloads reach the screen as what they are', async ({ fresh: page }) => {
  const simulator = await startSimulator({
    seed: 31,
    world: [{ name: 'Genuine', colour: 'green', calendars: 1, eventsPerCalendar: 0 }],
  });
  const workspace = simulator.world.workspace(0);
  const calendars = {
    google_calendar: workspace.addCalendar({ platform: 'google_calendar', email: 'google@example.com' }),
    microsoft_outlook: workspace.addCalendar({ platform: 'microsoft_outlook', email: 'outlook@example.com' }),
  };
  const placed = EXPECTED.map((expected, index) => ({
    ...expected,
    id: workspace.addEvent(
      genuineEvent(calendars[expected.platform].id, expected.platform, expected.raw, {
        startAt: Date.now() + HOUR_MS * (index + 2),
        bots: [],
      }),
    ).id,
  }));
  try {
    await call(page, 'app.keepSecretsInMemory', {});
    const { id: workspaceId } = await call(page, 'workspaces.add', {
      name: 'Genuine',
      region: 'custom',
      baseUrl: simulator.origin,
      apiKey: workspace.apiKey,
      colour: 'green',
      mode: 'read_only',
      pollIntervalMs: 60_000,
    });
    await untilSynced(page);
    await go(page, '/events?when=all');
    const grid = page.getByRole('grid', { name: 'Schedule' });
    await expect(grid).toContainText('Meeting Summary');
    await expect(grid).toContainText('Dummy Meeting Subject');

    for (const { name, id, title, organiser, attendees, series, link, raw } of placed) {
      await test.step(name, async () => {
        await go(page, `/events/${workspaceId}/${id}`);
        const main = page.getByRole('main');
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
        if (organiser !== null) await expect(main).toContainText(organiser);
        for (const address of attendees) await expect(main).toContainText(address);
        if (series !== null) await expect(main).toContainText(series);
        if (link !== null) await expect(main.locator(`a[href=${JSON.stringify(link)}]`).first()).toBeVisible();
        await page.getByRole('tab', { name: 'Raw' }).click();
        await expect(page.getByRole('tabpanel')).toContainText(String(raw['id']).slice(0, 30));
        // What is stored is what came, to the last field.
        const detail = await call(page, 'events.get', { workspaceId, id });
        expect((JSON.parse(detail.raw) as { raw: unknown }).raw).toEqual(raw);
      });
    }
  } finally {
    await simulator.stop();
  }
});
