/**
 * Everything that actions do with bots' configurations, which may hold secrets of any kind: kept from the old bot, given by a
 * person, refused by a Recall that quotes them; unscheduled, retired, looked at and exported.
 */
import type { ActionRequest } from '../../../shared/actions.ts';
import type { Output } from '../../../shared/contract.ts';
import type { SimEvent, SimWorkspace } from '../../../electron/simulator/index.ts';
import { doing, readEverything, readParts } from './play-actions.ts';
import type { Talk } from './play-actions.ts';

const HOUR_MS = 3_600_000;

/** What bots' configurations hold. */
export const CONFIGURED = {
  oldToken: 'canaryOldZoomToken~41c9e2/aa',
  oldHook: 'canaryOldHookPassword51f0',
  oldHeader: 'canaryOldBearerc0ffee7714d2a9',
  givenToken: 'canaryGivenToken"\\%2F+90d1',
  givenHook: 'canaryGivenHookKey8832bb',
  refusedToken: 'canaryRefusedConfig"/+4c7f',
  mistyped: 'canaryMistypedConfig-77e0',
} as const;

/** How the values begin: of a text that was cut, no more may be left. */
export const CONFIGURED_BEGINNINGS = ['canaryOldZ', 'canaryGivenT', 'canaryRefusedC'];

const configWith = (token: string, hookPassword: string, header: string): Readonly<Record<string, unknown>> => ({
  bot_name: 'Notetaker',
  zoom: { join_token: token, zak_url: `https://tokens.example/zak?token=${encodeURIComponent(token)}` },
  recording_config: {
    realtime_endpoints: [
      {
        type: 'webhook',
        url: `https://hook:${encodeURIComponent(hookPassword)}@hooks.example/in?api_key=${encodeURIComponent(token)}`,
        headers: { Authorization: `Bearer ${header}` },
        events: ['transcript.data'],
      },
    ],
  },
});

/** Three meetings of a workspace whose bots were configured with secrets: one to keep, one to replace, one to take away. */
export function addConfigured(workspace: SimWorkspace): readonly SimEvent[] {
  const [calendar] = workspace.calendars().filter(({ status }) => status === 'connected');
  if (calendar === undefined) throw new Error('The workspace has no connected calendar.');
  return ['kept', 'replaced', 'taken away'].map((title, index) => {
    const event = workspace.addEvent({
      calendarId: calendar.id,
      title: `Bot ${title}`,
      startAt: workspace.now() + (30 + index) * HOUR_MS,
      meetingUrl: `https://acme.zoom.us/j/8420000001${index}`,
    });
    const bot = workspace.addBot({
      joinAt: event.startAt,
      meetingUrl: event.meetingUrl ?? '',
      deduplicationKey: workspace.keyOf(event),
      config: configWith(CONFIGURED.oldToken, CONFIGURED.oldHook, CONFIGURED.oldHeader),
    });
    workspace.putBot(event.id, { botId: bot.id });
    // It moved, so that keeping its configuration is worth a call.
    workspace.updateEvent(event.id, { startAt: event.startAt + HOUR_MS });
    return event;
  });
}

interface Configured {
  readonly workspaceId: number;
  readonly truth: SimWorkspace;
  readonly events: readonly SimEvent[];
}

/** `echoing` is behind the Recall that repeats what it is told. */
export async function playEvents({ call, until }: Talk, simulated: Configured, echoing: Configured): Promise<void> {
  const { start, ends } = doing({ call, until });
  const { workspaceId, truth } = simulated;
  const [kept, replaced, taken] = simulated.events;
  if (kept === undefined || replaced === undefined || taken === undefined) throw new Error('There are three meetings.');
  const schedule = (
    of: Configured,
    events: readonly SimEvent[],
    config: 'keep' | 'given',
  ): ActionRequest & { readonly kind: 'event.schedule_bot' } => ({
    kind: 'event.schedule_bot',
    targets: { events: events.map(({ id }) => ({ workspaceId: of.workspaceId, id })) },
    recipe: '{start_time}-{meeting_url}',
    config,
  });
  const given = (token: string): string =>
    JSON.stringify(configWith(token, CONFIGURED.givenHook, CONFIGURED.oldHeader));

  // Input that is refused: the refusal may not quote it.
  for (const botConfig of [
    CONFIGURED.mistyped,
    `{"zoom": "${CONFIGURED.mistyped}`,
    JSON.stringify([CONFIGURED.mistyped]),
    JSON.stringify({ zoom: { join_token: '[redacted]', note: CONFIGURED.mistyped } }),
    JSON.stringify({ output_media: { url: `http://localhost/?key=${CONFIGURED.mistyped}` } }),
    [CONFIGURED.mistyped],
  ]) {
    const action = schedule(simulated, [replaced], 'given');
    const { plan } = await call<Output<'actions.preview'>>('actions.preview', { action });
    const { jobId } = await call<Partial<Output<'actions.start'>>>('actions.start', {
      action,
      plan,
      secrets: { botConfig },
    });
    if (jobId !== undefined) throw new Error('A configuration that is none was taken.');
  }

  const jobs = [
    await start(schedule(simulated, [kept], 'keep')),
    await start(schedule(simulated, [replaced], 'given'), { botConfig: given(CONFIGURED.givenToken) }),
    await start({ kind: 'event.unschedule_bot', targets: { events: [{ workspaceId, id: taken.id }] } }),
    await start(schedule(echoing, echoing.events.slice(0, 1), 'keep')),
    await start(schedule(echoing, echoing.events.slice(1), 'given'), { botConfig: given(CONFIGURED.refusedToken) }),
  ];
  for (const jobId of jobs) await ends(jobId);
  // The configurations arrived, so they went through here.
  const configOf = ({ bots }: SimEvent): string =>
    JSON.stringify(bots.map(({ botId }) => truth.botsById.get(botId)?.config ?? {}));
  if (!configOf(kept).includes(JSON.stringify(CONFIGURED.oldHeader).slice(1, -1)))
    throw new Error('The old configuration was not kept.');
  if (!configOf(replaced).includes(CONFIGURED.givenHook)) throw new Error('The given configuration did not arrive.');
  const [last] = replaced.bots;
  if (last === undefined) throw new Error('The replaced bot is there.');
  const retire = await start({
    kind: 'event.retire_bot',
    bots: [{ workspaceId, eventId: replaced.id, botId: last.botId }],
  });
  await ends(retire);

  for (const { workspaceId: id, events } of [simulated, echoing]) {
    for (const event of events) {
      for (const { botId } of event.bots) await call('bots.refresh', { workspaceId: id, id: botId });
      await call('events.verdict', { workspaceId: id, id: event.id });
    }
  }
  await call('bots.list', { workspaces: 'all', after: null, limit: 200 });
  await readParts(call, 'exports.events', {
    filter: { workspaces: 'all' },
    sort: { by: 'start', direction: 'asc' },
    timeZone: 'Europe/Berlin',
  });
  await readEverything({ call, until }, [...jobs, retire]);
}
