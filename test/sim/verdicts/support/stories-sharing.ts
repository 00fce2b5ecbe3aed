/** Stories of meetings that several events are copies of: one bot for all, one for each, and one too many. */
import { HOUR_MS } from '../../../../shared/time.ts';
import type { BotOutcome, SimCalendar, SimEvent, SimWorkspace } from '../../../../electron/simulator/index.ts';
import type { Course, Placed, Stage } from './stage.ts';
import { inCourse } from './stage.ts';
import { HAS_BOT, NEVER } from './stories-plain.ts';

/** Two copies of one meeting, each in another calendar. */
function copies(
  stage: Stage,
  workspaces: readonly [SimWorkspace, SimWorkspace],
  calendars: readonly [SimCalendar, SimCalendar],
  startAt: number,
): readonly [SimEvent, SimEvent] {
  const meetingUrl = stage.link();
  const [one, other] = workspaces.map((workspace, index) =>
    stage.event(workspace, {
      startAt,
      endAt: startAt + HOUR_MS / 2,
      meetingUrl,
      icalUid: `${stage.rng.hex(8)}@example.com`,
      calendarId: calendars[index]?.id ?? '',
    }),
  );
  if (one === undefined || other === undefined) throw new Error('There are two workspaces.');
  return [one, other];
}

const SHARED: Course = { ...HAS_BOT, ahead: 'covered shared_bot' };
const OTHERS: Course = { ahead: 'covered other_events_bot', past: 'covered other_events_bot' };

const FAILS: BotOutcome = { kind: 'fatal', subCode: 'zoom_internal_error' };

/** Colleagues whose events share a bot by its key, or rely on the bot of one of them; sometimes it fails both. */
export function shared(stage: Stage, workspace: SimWorkspace, calendars: readonly [SimCalendar, SimCalendar]): void {
  for (const day of [0, 1, 2, 3, 5, 8]) {
    for (const both of [true, false]) {
      for (const fails of [false, true]) {
        const [one, other] = copies(stage, [workspace, workspace], calendars, stage.time(day));
        const { id: botId } = stage.bot(workspace, one, fails ? { outcome: FAILS } : {});
        if (both) stage.bot(workspace, other, { botId });
        const told = (course: Course): Course => (fails ? { ...course, past: 'missed bot_failed' } : course);
        stage.claim(both ? 'shares its bot' : 'has the bot', workspace, one, told(both ? SHARED : HAS_BOT));
        stage.claim(
          both ? 'shares its bot' : "relies on a colleague's bot",
          workspace,
          other,
          told(both ? SHARED : OTHERS),
        );
      }
    }
  }
}

/** People of two customers in one meeting: each customer has a bot of its own, or one has none. */
export function ofTwoDomains(
  stage: Stage,
  workspace: SimWorkspace,
  calendars: readonly [SimCalendar, SimCalendar],
): void {
  for (const day of [1, 4]) {
    for (const both of [true, false]) {
      const [one, other] = copies(stage, [workspace, workspace], calendars, stage.time(day));
      stage.bot(workspace, one);
      if (both) stage.bot(workspace, other);
      stage.claim('its customer has a bot', workspace, one, HAS_BOT);
      stage.claim(
        both ? 'its customer has a bot too' : 'its customer has none',
        workspace,
        other,
        both ? HAS_BOT : NEVER,
      );
    }
  }
}

/** One bot for each event on purpose. */
export function eachItsOwn(
  stage: Stage,
  workspace: SimWorkspace,
  calendars: readonly [SimCalendar, SimCalendar],
): void {
  for (const day of [1, 4]) {
    for (const both of [true, false]) {
      const [one, other] = copies(stage, [workspace, workspace], calendars, stage.time(day));
      stage.bot(workspace, one);
      if (both) stage.bot(workspace, other);
      stage.claim('a bot of its own', workspace, one, HAS_BOT);
      stage.claim(both ? 'a bot of its own' : 'none of its own', workspace, other, both ? HAS_BOT : NEVER);
    }
  }
}

/** Copies whose bots have keys of different recipes: two bots come. `reason` says why that is wrong there. */
export function doubled(
  stage: Stage,
  reason: 'other_key' | 'same_mailbox' | 'other_workspace',
  workspaces: readonly [SimWorkspace, SimWorkspace],
  calendars: readonly [SimCalendar, SimCalendar],
): void {
  for (const day of [2, 6, 9]) {
    const events = copies(stage, workspaces, calendars, stage.time(day));
    for (const [index, event] of events.entries()) {
      const workspace = workspaces[index === 0 ? 0 : 1];
      const key = reason === 'other_key' && index === 1 ? { deduplicationKey: `other recipe ${event.id}` } : {};
      stage.bot(workspace, event, key);
      // What is over is judged by what came of it.
      const course: Course = { ahead: `duplicate ${reason}`, past: 'covered recorded' };
      stage.claim(`two bots: ${reason}`, workspace, event, course);
    }
  }
}

/** Two bots for one event: both at its time, or one at an old time. */
export function crowded(stage: Stage, workspace: SimWorkspace): void {
  for (const day of [3, 7]) {
    const twice = stage.event(workspace, { startAt: stage.time(day) });
    stage.bot(workspace, twice);
    stage.bot(workspace, twice, { deduplicationKey: `second ${twice.id}` });
    stage.claim('two bots for one event', workspace, twice, {
      ahead: 'duplicate two_entries',
      past: 'covered recorded',
    });

    const moved = stage.event(workspace, { startAt: stage.time(day) });
    const old = stage.bot(workspace, moved);
    const [movedAt, addedAt] = [stage.before(1, 30), stage.before(2, 30)];
    const oldStart = moved.startAt;
    let added: string | null = null;
    workspace.later(movedAt, () => workspace.updateEvent(moved.id, { startAt: stage.time(day + 2) }));
    workspace.later(addedAt, () => (added = stage.bot(workspace, moved).id));
    stage.claim(
      'the old bot remains',
      workspace,
      moved,
      (now) => {
        if (now < movedAt) return inCourse(HAS_BOT, moved, now);
        if (now < addedAt) return 'wrong_time old_time';
        // Once the old one came and went, there is nothing to retire.
        return now < oldStart ? 'duplicate old_bot_remains' : inCourse(HAS_BOT, moved, now);
      },
      (now) => {
        const placed = new Map<string, Placed>([
          [old.id, { startAt: moved.startAt, fit: now < movedAt ? 'fits' : 'old_time' }],
        ]);
        if (added !== null) placed.set(added, { startAt: moved.startAt, fit: 'fits' });
        return placed;
      },
    );
  }
}
