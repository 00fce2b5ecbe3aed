import { describe, expect, test } from 'vitest';
import type { Job, JobCounts, JobProgress } from '../../../shared/actions.ts';
import { ACTION_KINDS, ITEM_STATES, JOB_STATES, PAUSE_CODES } from '../../../shared/values.ts';
import {
  itemMark,
  itemMeaning,
  jobMark,
  jobSentence,
  outcomesText,
  OUTCOME_ORDER,
  presentStates,
  progressOf,
  retryChoice,
  secretsOf,
  STANDSTILLS,
} from '../../../renderer/src/views/jobs/words.ts';

const NONE: JobCounts = {
  waiting: 0,
  running: 0,
  unknown: 0,
  verifying: 0,
  ok: 0,
  failing: 0,
  unproven: 0,
  failed: 0,
  skipped: 0,
};

function jobWith(counts: Partial<JobCounts>, change: Partial<Job> = {}): Job {
  const all = { ...NONE, ...counts };
  return {
    id: 7,
    kind: 'oauth_client.rotate_secret',
    title: 'Rotate the client secret of 400 calendars',
    danger: 'remote',
    state: 'running',
    reason: null,
    actor: { user: 'anna', host: 'desk' },
    createdAt: 0,
    endedAt: null,
    canary: null,
    probe: false,
    total: progressOf(all).total,
    counts: all,
    workspaceIds: [1],
    oauthClientId: 'client',
    ...change,
  };
}

const left = (etaMs: number | null): JobProgress => ({
  etaMs,
  lanes: [{ workspaceId: 1, state: 'working', open: 3, message: null }],
});

describe('what a job is called', () => {
  test('a running one says how far it is and how long it takes', () => {
    const job = jobWith({ ok: 210, failing: 2, waiting: 188 });
    expect(jobSentence(job, left(37_400))).toBe('Running: 212 of 400 rotated, about 38 s left');
    expect(jobSentence(job, left(200_000))).toBe('Running: 212 of 400 rotated, about 4 min left');
    expect(jobSentence(job, left(400))).toBe('Running: 212 of 400 rotated, nearly done');
    expect(jobSentence(job, left(null))).toBe('Running: 212 of 400 rotated');
    expect(jobSentence(job, undefined)).toBe('Running: 212 of 400 rotated');
  });

  test('what Recall did not take is not counted as done, and what is being verified is said', () => {
    const job = jobWith({ ok: 5, failed: 3, verifying: 10, waiting: 2 });
    expect(jobSentence(job, undefined)).toBe('Running: 5 of 20 rotated, 3 not rotated, 10 being verified');
  });

  test('one whose every open workspace is held does not claim to run', () => {
    const lanes: JobProgress['lanes'] = [
      { workspaceId: 1, state: 'held', open: 4, message: 'Recall refuses the key.' },
      { workspaceId: 2, state: 'done', open: 0, message: null },
    ];
    const job = jobWith({ ok: 5, waiting: 4 });
    expect(jobSentence(job, { etaMs: 9_000, lanes })).toBe('Held up: 5 of 9 rotated');
    const some: JobProgress['lanes'] = [...lanes, { workspaceId: 3, state: 'waiting', open: 1, message: null }];
    expect(jobSentence(job, { etaMs: 9_000, lanes: some })).toBe('Running: 5 of 9 rotated, about 9 s left');
  });

  test('while one calendar is tried it says so, also for the second that is tried, and no longer afterwards', () => {
    const first = jobWith({ running: 1, waiting: 64 }, { canary: 5 });
    expect(jobSentence(first, undefined)).toContain('one calendar is being tried, 64 other calendars wait');
    const second = jobWith({ failing: 1, verifying: 1, waiting: 1 }, { canary: 6 });
    expect(jobSentence(second, undefined)).toContain('one calendar is being tried, 1 other calendar waits');
    const after = jobWith({ ok: 1, running: 1, waiting: 63 }, { canary: 5 });
    expect(jobSentence(after, undefined)).toBe('Running: 1 of 65 rotated');
  });

  test('one that waits for a person, is paused or has ended says what there is', () => {
    const awaiting = jobWith({ ok: 1, waiting: 64 }, { state: 'awaiting', canary: 1 });
    expect(jobSentence(awaiting, undefined)).toBe('Waits for you: 1 of 65 rotated, 64 waiting');
    const paused = jobWith({ ok: 1, waiting: 64 }, { state: 'paused' });
    expect(jobSentence(paused, undefined)).toBe('Paused: 1 of 65 rotated, 64 waiting');
    const ended = jobWith({ ok: 397, failing: 2, failed: 1 }, { state: 'finished' });
    expect(jobSentence(ended, undefined)).toBe(
      'Finished: 397 rotated and connected, 2 rotated but failing, 1 not rotated',
    );
    const cancelled = jobWith({ ok: 1, skipped: 9 }, { state: 'cancelled', kind: 'calendar.delete' });
    expect(jobSentence(cancelled, undefined)).toBe('Cancelled: 1 deleted, 9 not tried');
  });

  test('a finished job looks well only when every calendar is', () => {
    expect(jobMark(jobWith({ ok: 3 }, { state: 'finished' })).tone).toBe('ok');
    expect(jobMark(jobWith({ ok: 3, failing: 1 }, { state: 'finished' })).tone).toBe('bad');
    expect(jobMark(jobWith({ ok: 3, failed: 1 }, { state: 'finished' })).tone).toBe('bad');
    expect(jobMark(jobWith({ ok: 3, unproven: 1 }, { state: 'finished' })).tone).toBe('unknown');
  });

  test('every state of every kind has its own words, and states that differ look different in greyscale', () => {
    for (const kind of ACTION_KINDS) {
      const settled = (['ok', 'failing', 'unproven', 'failed', 'skipped'] as const).map((state) =>
        itemMark(kind, state),
      );
      expect(new Set(settled.map(({ word }) => word)).size).toBe(5);
      expect(new Set(settled.map(({ shape }) => shape)).size).toBe(5);
    }
    expect(new Set(JOB_STATES.map((state) => jobMark(jobWith({}, { state })).word)).size).toBe(JOB_STATES.length);
    for (const kind of ACTION_KINDS) {
      expect(new Set(ITEM_STATES.map((state) => itemMeaning(kind, state))).size).toBe(ITEM_STATES.length);
    }
  });

  test('every reason to stand still has a title and a next step', () => {
    for (const code of PAUSE_CODES) {
      expect(STANDSTILLS[code].title.length).toBeGreaterThan(5);
      expect(STANDSTILLS[code].step).toMatch(/\.$/);
    }
  });
});

describe('the counts of a job', () => {
  test('add up to all its calendars, each counted once', () => {
    const counts = Object.fromEntries(ITEM_STATES.map((state, index) => [state, 2 ** index])) as JobCounts;
    const { total, settled, taken, underWay, waiting } = progressOf(counts);
    expect(total).toBe(2 ** ITEM_STATES.length - 1);
    expect(settled + underWay + waiting).toBe(total);
    expect(taken).toBe(counts.ok + counts.failing + counts.unproven);
    expect(settled).toBe(taken + counts.failed + counts.skipped);
  });

  test('are shown with trouble first, and none is forgotten', () => {
    expect([...OUTCOME_ORDER].sort()).toEqual([...ITEM_STATES].sort());
    expect(presentStates({ ...NONE, ok: 3, failing: 1, waiting: 2 })).toEqual(['failing', 'waiting', 'ok']);
    expect(outcomesText({ kind: 'calendar.reconnect', counts: NONE })).toBe('no calendars');
    expect(outcomesText({ kind: 'event.schedule_bot', counts: NONE })).toBe('no events');
  });

  test('retry means what went wrong, or else what is left', () => {
    expect(retryChoice({ ...NONE, ok: 3, failing: 1, failed: 2, skipped: 4 })).toEqual(['failing', 'failed']);
    expect(retryChoice({ ...NONE, ok: 3, unproven: 1, skipped: 4 })).toEqual(['unproven', 'skipped']);
    expect(retryChoice({ ...NONE, ok: 3 })).toEqual([]);
  });

  test('only actions that send secrets ask for them', () => {
    expect(ACTION_KINDS.filter((kind) => secretsOf(kind).length === 0)).toEqual([
      'calendar.reconnect',
      'calendar.test_credential',
      'calendar.delete',
      'event.unschedule_bot',
      'event.retire_bot',
    ]);
  });
});
