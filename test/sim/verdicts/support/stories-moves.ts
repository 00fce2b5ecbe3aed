/** Stories of meetings that move: drifted bots, events used again, transfers, deletions, changes at the last minute. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/time.ts';
import type { SimWorkspace } from '../../../../electron/simulator/index.ts';
import type { Placed, Stage } from './stage.ts';
import { botsThatFit, inCourse, LOOKS } from './stage.ts';
import { HAS_BOT, NEVER } from './stories-plain.ts';

/** The meeting moves, gets another link, or both; its bot stays until somebody schedules again, or for ever. */
export function drifted(stage: Stage, workspace: SimWorkspace): void {
  for (const change of ['old_time', 'old_link', 'old_time_and_link'] as const) {
    for (const [day, moves, repaired] of [
      [2, 1, null],
      [4, 3, 5],
      [6, 2, null],
      [8, 4, 6],
      [12, 9, 11],
    ] as const) {
      const event = stage.event(workspace, { startAt: stage.time(day) });
      const bot = stage.bot(workspace, event);
      const movedAt = stage.before(moves, 30);
      const to = stage.time(day + 1);
      workspace.later(movedAt, () =>
        workspace.updateEvent(event.id, {
          ...(change === 'old_link' ? {} : { startAt: to }),
          ...(change === 'old_time' ? {} : { meetingUrl: stage.link() }),
        }),
      );
      const repairedAt = repaired === null ? Infinity : stage.before(repaired, 30);
      let second: string | null = null;
      if (repaired !== null) {
        workspace.later(repairedAt, () => {
          workspace.releaseFutureBots(event);
          second = stage.bot(workspace, event).id;
        });
      }
      stage.claim(
        `bot at the ${change}${repaired === null ? '' : ', repaired'}`,
        workspace,
        event,
        (now) => (now < movedAt || now >= repairedAt ? inCourse(HAS_BOT, event, now) : `wrong_time ${change}`),
        (now) => {
          const placed = new Map<string, Placed>([
            [bot.id, { startAt: event.startAt, fit: now < movedAt ? 'fits' : change }],
          ]);
          if (second !== null) placed.set(second, { startAt: event.startAt, fit: 'fits' });
          return placed;
        },
      );
    }
  }
}

/** Moved by so little that the bot fits, and by so little that the bot still recorded it. */
export function nudged(stage: Stage, workspace: SimWorkspace): void {
  for (const day of [2, 3, 5]) {
    const startAt = stage.time(day);
    const seconds = stage.event(workspace, { startAt });
    stage.bot(workspace, seconds);
    workspace.later(stage.before(1, 20), () => workspace.updateEvent(seconds.id, { startAt: startAt + 45_000 }));
    stage.claim('moved by 45 seconds', workspace, seconds, HAS_BOT);

    const minutes = stage.event(workspace, { startAt, endAt: startAt + HOUR_MS });
    const bot = stage.bot(workspace, minutes, {
      outcome: { kind: 'recorded', minutes: 55, subCode: 'call_ended_by_host' },
    });
    const movedAt = stage.before(1, 20);
    workspace.later(movedAt, () => workspace.updateEvent(minutes.id, { startAt: startAt + 15 * MINUTE_MS }));
    stage.claim(
      'moved by a quarter of an hour, recorded all the same',
      workspace,
      minutes,
      (now) => (now < movedAt ? 'covered scheduled' : now < minutes.endAt ? 'wrong_time old_time' : 'covered recorded'),
      (now) => new Map([[bot.id, { startAt: minutes.startAt, fit: now < movedAt ? 'fits' : 'old_time' }]]),
    );
  }
}

/** One event used again day after day, with a bot for each time; some days nobody thinks of the bot, or it moves once more. */
export function perpetual(stage: Stage, workspace: SimWorkspace, count: number): void {
  for (let n = 0; n < count; n += 1) {
    const event = stage.event(workspace, { startAt: stage.time(0) });
    const placed = new Map<string, Placed>();
    const put = (): void => void placed.set(stage.bot(workspace, event).id, { startAt: event.startAt, fit: 'fits' });
    put();
    let stale: string | null = null;
    for (let look = 2; look < LOOKS; look += 2) {
      const day = Math.floor(look / 2);
      const forgets = stage.rng.chance(0.2);
      const movesOnce = !forgets && stage.rng.chance(0.25);
      workspace.later(stage.before(look, 32), () => {
        if (event.endAt > workspace.now()) return;
        workspace.updateEvent(event.id, { startAt: stage.time(day + 1) });
        stale = null;
      });
      if (forgets) continue;
      workspace.later(stage.before(look, 25), () => {
        if (event.startAt > workspace.now() && stale === null) put();
      });
      if (!movesOnce) continue;
      // In time, before it begins: the same occurrence at another time, and its bot stays behind.
      workspace.later(stage.before(look, 15), () => {
        if (event.startAt < workspace.now() + HOUR_MS) return;
        const { botId } = event.bots.at(-1) ?? {};
        workspace.updateEvent(event.id, { startAt: event.startAt + 90 * MINUTE_MS });
        if (botId === undefined) return;
        stale = botId;
        placed.set(botId, { startAt: event.startAt, fit: 'old_time' });
      });
    }
    stage.claim(
      'used again',
      workspace,
      event,
      (now) => {
        const own = [...placed.values()].filter(({ startAt }) => startAt === event.startAt);
        if (own.some(({ fit }) => fit === 'fits')) return inCourse(HAS_BOT, event, now);
        return own.length > 0 ? 'wrong_time old_time' : inCourse(NEVER, event, now);
      },
      () => new Map(placed),
    );
  }
}

/** Used again for weeks before anybody looked: of its past only its bots tell. */
export function firstSeenLate(stage: Stage, workspace: SimWorkspace): void {
  for (const day of [1, 3, 5]) {
    const link = stage.link();
    const startAt = stage.time(day);
    const event = stage.event(workspace, { startAt, meetingUrl: link, createdAt: stage.begins - 40 * DAY_MS });
    const placed = new Map<string, Placed>();
    for (const ago of [21, 14, 7]) {
      const past = startAt - ago * DAY_MS;
      placed.set(stage.bot(workspace, event, { startAt: past }).id, { startAt: past, fit: 'fits' });
    }
    placed.set(stage.bot(workspace, event).id, { startAt, fit: 'fits' });
    stage.claim('used again before Callboard knew it', workspace, event, HAS_BOT, () => placed);
  }
}

/** Handed over to another calendar and on to a third: one event all the time. */
export function transferred(stage: Stage, workspace: SimWorkspace): void {
  for (const day of [5, 8]) {
    const event = stage.event(workspace, { startAt: stage.time(day) });
    stage.bot(workspace, event);
    for (const look of [2, 4]) {
      workspace.later(stage.before(look, 30), () =>
        workspace.updateEvent(event.id, { calendarId: stage.anyCalendar(workspace).id }),
      );
    }
    stage.claim('handed over twice', workspace, event, HAS_BOT);
  }
}

/** Deleted, and restored three looks later without its bot; one of them gets a new one. */
export function restored(stage: Stage, workspace: SimWorkspace): void {
  for (const again of [false, true]) {
    const event = stage.event(workspace, { startAt: stage.time(5) });
    const first = stage.bot(workspace, event);
    const placed = new Map<string, Placed>([[first.id, { startAt: event.startAt, fit: 'fits' }]]);
    const [deletedAt, restoredAt, scheduledAt] = [stage.before(1, 30), stage.before(4, 30), stage.before(6, 30)];
    workspace.later(deletedAt, () => workspace.deleteEvent(event.id));
    workspace.later(restoredAt, () => workspace.restoreEvent(event.id));
    if (again) {
      workspace.later(scheduledAt, () => {
        placed.set(stage.bot(workspace, event).id, { startAt: event.startAt, fit: 'fits' });
      });
    }
    stage.claim(
      `deleted and restored${again ? ', scheduled again' : ''}`,
      workspace,
      event,
      (now) => {
        if (now < deletedAt || (again && now >= scheduledAt)) return inCourse(HAS_BOT, event, now);
        if (now < restoredAt) return 'not_recordable deleted';
        return inCourse({ ahead: 'will_be_missed bot_removed', past: 'missed bot_removed' }, event, now);
      },
      () => placed,
    );
  }
}

/** Somebody takes the bot away. */
export function unscheduled(stage: Stage, workspace: SimWorkspace): void {
  for (const day of [2, 4, 10]) {
    const event = stage.event(workspace, { startAt: stage.time(day) });
    const bot = stage.bot(workspace, event);
    const at = stage.before(2, 30);
    workspace.later(at, () => {
      workspace.releaseFutureBots(event);
      workspace.touchEvent(event);
    });
    stage.claim(
      'bot taken away',
      workspace,
      event,
      (now) =>
        now < at
          ? inCourse(HAS_BOT, event, now)
          : inCourse({ ahead: 'will_be_missed bot_removed', past: 'missed bot_removed' }, event, now),
      () => new Map([[bot.id, { startAt: event.startAt, fit: 'fits' }]]),
    );
  }
}

/** Brought forward to a few minutes before it begins, without a bot. */
export function lastMinute(stage: Stage, workspace: SimWorkspace): void {
  for (const look of [1, 5, 9]) {
    const event = stage.event(workspace, { startAt: stage.look(look) + 5 * HOUR_MS });
    const movedAt = stage.before(look, 20);
    workspace.later(movedAt, () =>
      workspace.updateEvent(event.id, { startAt: stage.before(look, 13), endAt: stage.look(look) + 20 * MINUTE_MS }),
    );
    stage.claim('changed at the last minute', workspace, event, (now) =>
      now < movedAt
        ? 'will_be_missed never_scheduled'
        : inCourse({ ahead: 'will_be_missed last_minute_change', past: 'missed last_minute_change' }, event, now),
    );
  }
}

/** Put off to a time that Recall does not keep in step yet. */
export function beyondWindow(stage: Stage, workspace: SimWorkspace): void {
  for (const withBot of [false, true]) {
    const event = stage.event(workspace, { startAt: stage.time(6) });
    if (withBot) stage.bot(workspace, event);
    const movedAt = stage.before(3, 30);
    workspace.later(movedAt, () => workspace.updateEvent(event.id, { startAt: stage.time(45) }));
    stage.claim(
      `put off by weeks${withBot ? ', with a bot' : ''}`,
      workspace,
      event,
      (now) => {
        if (now < movedAt) return inCourse(withBot ? HAS_BOT : NEVER, event, now);
        return withBot ? 'wrong_time old_time' : 'unknown beyond_window';
      },
      (now) =>
        new Map(
          [...botsThatFit(event)].map(([id, placed]): [string, Placed] => [
            id,
            { ...placed, fit: now < movedAt ? 'fits' : 'old_time' },
          ]),
        ),
    );
  }
}
