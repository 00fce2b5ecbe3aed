/** Meetings in a fleet's first workspace, and what actions on events do to them. */
import type { ActionRequest, EventRef, JobItem } from '../../../../shared/actions.ts';
import { HOUR_MS, MINUTE_MS, toIso } from '../../../../shared/time.ts';
import type { SimEvent, SimWorkspace } from '../../../../electron/simulator/index.ts';
import type { Fleet } from './fleet.ts';
import { withFleet } from './fleet.ts';

export const LINK = 'https://acme.zoom.us/j/84512367';
export const SHARED = '{start_time}-{meeting_url}';
export const PER_EVENT = '{start_time}-{meeting_url}-{event_id}';

export interface Meeting {
  /** ms from the next whole minute. */
  readonly startIn?: number;
  readonly title?: string;
  readonly link?: string;
  /** Which calendar of the workspace; default the first. */
  readonly calendar?: number;
  /** When its bot comes, ms from the next whole minute; left out: it has none. */
  readonly botIn?: number;
  readonly key?: string;
  /** What the bot was configured with. */
  readonly config?: Readonly<Record<string, unknown>>;
}

export const acme = (fleet: Fleet): SimWorkspace => fleet.sim.world.workspace('ACME');

/** The key of the recipe that everybody shares. */
export const sharedKey = (event: Pick<SimEvent, 'startAt' | 'meetingUrl'>): string =>
  `${toIso(event.startAt).replace('.000Z', 'Z')}-${event.meetingUrl ?? ''}`;

/** A fleet of one workspace with connected calendars and no events but those that a test makes. */
export function withMeetings(
  life: (fleet: Fleet) => Promise<void>,
  options: { expectHangs?: boolean } = {},
): Promise<void> {
  return withFleet({ workspaces: ['ACME'], calendars: 2, eventsPerCalendar: 0, expired: false, ...options }, life);
}

/** Puts meetings into Recall and waits until Callboard has them. */
export async function meet(fleet: Fleet, ...meetings: readonly Meeting[]): Promise<SimEvent[]> {
  const workspace = acme(fleet);
  // Calendars know whole minutes only.
  const now = Math.ceil(workspace.now() / MINUTE_MS) * MINUTE_MS;
  const calendars = workspace.calendars();
  const events = meetings.map((meeting, index) => {
    const { startIn = 2 * HOUR_MS, title = `Meeting ${index + 1}`, link = `${LINK}${index}`, calendar = 0 } = meeting;
    const event = workspace.addEvent({
      calendarId: calendars[calendar]?.id ?? '',
      startAt: now + startIn,
      endAt: now + startIn + 30 * MINUTE_MS,
      title,
      meetingUrl: link,
      allDay: false,
      isCancelled: false,
    });
    if (meeting.botIn !== undefined) {
      const startAt = now + meeting.botIn;
      const key = meeting.key ?? sharedKey({ startAt, meetingUrl: link });
      const bot = workspace.putBot(event.id, { startAt, deduplicationKey: key });
      const { bot_name: name, ...config } = meeting.config ?? {};
      Object.assign(bot, { config, ...(typeof name === 'string' ? { botName: name } : {}) });
    }
    return event;
  });
  await known(fleet, events);
  return events;
}

/** Until Callboard has these events as Recall has them. */
export async function known(fleet: Fleet, events: readonly SimEvent[]): Promise<void> {
  await fleet.until('the meetings are here', async () => {
    const seen = await Promise.all(
      events.map(({ id }) => fleet.core.call('events.get', { workspaceId: fleet.id('ACME'), id }).catch(() => null)),
    );
    return seen.every((one, at) => one !== null && one.event.updatedAt === events[at]?.updatedAt);
  });
}

export const refOf = (fleet: Fleet, { id }: Pick<SimEvent, 'id'>): EventRef => ({ workspaceId: fleet.id('ACME'), id });

export function scheduling(
  fleet: Fleet,
  events: readonly Pick<SimEvent, 'id'>[],
  more: Partial<Extract<ActionRequest, { kind: 'event.schedule_bot' }>> = {},
): ActionRequest {
  return {
    kind: 'event.schedule_bot',
    targets: { events: events.map((event) => refOf(fleet, event)) },
    recipe: SHARED,
    config: 'keep',
    ...more,
  };
}

/** The only item of a job, when the job rests. */
export async function only(fleet: Fleet, jobId: number, limitMs?: number): Promise<JobItem> {
  await fleet.rests(jobId, limitMs);
  const [item, ...more] = await fleet.items(jobId);
  if (item === undefined || more.length > 0) throw new Error('The job should have one item.');
  return item;
}

/** The event as Recall has it. */
export function truth(fleet: Fleet, { id }: Pick<SimEvent, 'id'>): SimEvent {
  const event = acme(fleet).findEvent(id);
  if (event === null) throw new Error(`Recall has no event ${id}.`);
  return event;
}

export const calls = (fleet: Fleet, operation: 'events.botCreate' | 'events.botDelete' | 'bots.delete'): number =>
  fleet.sim.stats.of('ACME', operation).requests;
