/** Judging as the keeper does it, and short ways to events with bots. */
import type Database from 'better-sqlite3';
import { judge } from '../../../electron/core/diagnosis/events/judge.ts';
import { traitsOf } from '../../../electron/core/diagnosis/events/traits.ts';
import type { BotEntryRecord, BotRecord } from '../../../electron/core/records.ts';
import type { Store } from '../../../electron/core/store/types.ts';
import { toIso } from '../../../shared/time.ts';
import { TEST_NOW } from './fixture.ts';

/** Judges all that waits, `atOnce` in a transaction. Returns the ids that were told, in the order in which they were. */
export function conclude(store: Store, now = TEST_NOW, atOnce = 50): string[] {
  const told: string[] = [];
  for (let round = 0; round < 10_000; round += 1) {
    const count = store.verdicts((writer) => {
      const pending = writer.next(atOnce);
      const saved = writer.save(
        pending.map(({ facts, domains, organizer }) => ({
          facts,
          judgement: judge(facts, now),
          traits: traitsOf(facts, domains, organizer),
        })),
      );
      told.push(...[...saved.values()].flat());
      return pending.length;
    });
    if (count === 0) return told;
  }
  throw new Error('Judging does not end.');
}

/** Time passes: all that came due until `now` is judged again. Returns the ids whose verdict changed. */
export function pass(store: Store, now: number): string[] {
  const told: string[] = [];
  for (let round = 0; round < 1_000; round += 1) {
    if (store.verdicts((writer) => writer.pendDue(now, 100)) === 0) return told;
    told.push(...conclude(store, now));
  }
  throw new Error('Something goes on coming due.');
}

/** What is kept of every verdict. Domains by name, because their numbers depend on the order of arrival. */
export function verdictRows(db: Database.Database): unknown[] {
  return db
    .prepare(
      `SELECT v.pk, v.workspace_id, v.start_at, v.facet, v.standing, v.due_at, d.name AS domain, v.external, v.organizer,
         v.meeting, v.signature, v.breaks, v.domains, v.raw_link
       FROM verdict AS v LEFT JOIN mail_domain AS d ON d.id = v.domain ORDER BY v.pk`,
    )
    .all();
}

/** Forgets every verdict and concludes them anew from the rows and payloads. */
export function concludeAnew(store: Store, db: Database.Database, now = TEST_NOW): void {
  db.exec(`DELETE FROM verdict; DELETE FROM verdict_pending;
    INSERT INTO verdict_pending (pk, workspace_id) SELECT pk, workspace_id FROM event`);
  conclude(store, now);
}

export const LINK = 'https://meet.google.com/abc-defg-hij';

/** A bot for an event at `startAt`, with the key that everyone in the meeting shares. */
export function aBot(startAt: number, change: Partial<BotEntryRecord> = {}): BotEntryRecord {
  const meetingUrl = change.meetingUrl === undefined ? LINK : change.meetingUrl;
  return {
    botId: `bot-${startAt}`,
    startAt,
    deduplicationKey: `${toIso(startAt)}-${meetingUrl ?? ''}`,
    meetingUrl,
    ...change,
  };
}

/** A bot that recorded for half an hour from `at` on. */
export function aRecorded(id: string, at: number, change: Partial<BotRecord> = {}): BotRecord {
  return {
    id,
    botName: 'Notetaker',
    joinAt: at,
    meetingPlatform: 'google_meet',
    meetingId: 'abc-defg-hij',
    statusChanges: [
      { code: 'in_call_recording', subCode: null, message: null, at },
      { code: 'call_ended', subCode: null, message: null, at: at + 1_800_000 },
      { code: 'done', subCode: null, message: null, at: at + 1_800_000 },
    ],
    recordings: [{ id: `r-${id}`, status: 'done', startedAt: at, completedAt: at + 1_800_000, expiresAt: null }],
    v1StartAt: null,
    payload: JSON.stringify({ id }),
    ...change,
  };
}
