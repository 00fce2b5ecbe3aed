/** Stories of calendars: they disconnect and take their bots with them, come back without them, or are deleted. */
import type { SimCalendar, SimEvent, SimWorkspace } from '../../../../electron/simulator/index.ts';
import type { Placed, Stage, Truth } from './stage.ts';
import { botsThatFit, inCourse } from './stage.ts';
import { HAS_BOT, NEVER } from './stories-plain.ts';

export interface OutageStory {
  /** Looks before which it breaks and comes back; null: it stays broken. */
  readonly breaks: number;
  readonly heals: number | null;
  /** Recall notices so much later that bots went, ms. */
  readonly botsLeaveAfter?: number;
}

/** A calendar that was disconnected for some time, full of meetings with and without bots. */
export function outage(
  stage: Stage,
  workspace: SimWorkspace,
  calendar: SimCalendar,
  { breaks, heals, botsLeaveAfter }: OutageStory,
): void {
  const brokeAt = stage.before(breaks, 30);
  const healedAt = heals === null ? Infinity : stage.before(heals, 30);
  const goneAt = brokeAt + (botsLeaveAfter ?? 0);
  workspace.later(brokeAt, () =>
    workspace.setCalendarStatus(
      calendar.id,
      'disconnected',
      'google_revoked',
      undefined,
      botsLeaveAfter === undefined ? undefined : workspace.now() + botsLeaveAfter,
    ),
  );
  if (heals !== null) workspace.later(healedAt, () => workspace.setCalendarStatus(calendar.id, 'connected'));

  for (let n = 0; n < 24; n += 1) {
    const event = stage.event(workspace, { startAt: stage.time(n % 8), calendarId: calendar.id });
    if (n % 3 === 0) {
      stage.claim('without a bot on a calendar that breaks', workspace, event, (now) =>
        withoutBot(event, now, brokeAt, healedAt),
      );
      continue;
    }
    const bot = stage.bot(workspace, event);
    const placed = new Map<string, Placed>([[bot.id, { startAt: event.startAt, fit: 'fits' }]]);
    let again = false;
    // Somebody thinks of scheduling some of them again.
    if (heals !== null && n % 6 === 1) {
      workspace.later(stage.before(heals, 15), () => {
        if (event.startAt <= workspace.now()) return;
        again = true;
        placed.set(stage.bot(workspace, event).id, { startAt: event.startAt, fit: 'fits' });
      });
    }
    stage.claim(
      'with a bot on a calendar that breaks',
      workspace,
      event,
      (now) =>
        now < goneAt || event.startAt <= goneAt || again
          ? inCourse(HAS_BOT, event, now)
          : inCourse(
              { ahead: 'will_be_missed bot_removed_by_disconnect', past: 'missed bot_removed_by_disconnect' },
              event,
              now,
            ),
      () => placed,
    );
  }
}

function withoutBot(event: SimEvent, now: number, brokeAt: number, healedAt: number): Truth {
  const broken = now >= brokeAt && now < healedAt;
  if (now < event.endAt) return broken ? 'will_be_missed calendar_disconnected' : 'will_be_missed never_scheduled';
  const wasBroken = event.endAt > brokeAt && event.startAt < healedAt;
  return wasBroken ? 'missed calendar_disconnected' : 'missed never_scheduled';
}

/** A calendar that somebody deletes: Recall knows nothing of its events afterwards, and its bots are gone. */
export function deletion(stage: Stage, workspace: SimWorkspace, calendar: SimCalendar, look: number): void {
  const at = stage.before(look, 30);
  workspace.later(at, () => workspace.removeCalendar(calendar.id));
  for (let n = 0; n < 18; n += 1) {
    const event = stage.event(workspace, { startAt: stage.time(n % 9), calendarId: calendar.id });
    if (n % 3 !== 0) stage.bot(workspace, event);
    const placed = botsThatFit(event);
    stage.claim(
      `${n % 3 === 0 ? 'without' : 'with'} a bot on a calendar that is deleted`,
      workspace,
      event,
      (now) => {
        if (now < at || event.endAt <= at) return inCourse(n % 3 === 0 ? NEVER : HAS_BOT, event, now);
        return inCourse({ ahead: 'will_be_missed calendar_deleted', past: 'missed calendar_deleted' }, event, now);
      },
      () => placed,
    );
  }
}
