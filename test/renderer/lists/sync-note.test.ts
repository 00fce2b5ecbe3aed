import { describe, expect, test } from 'vitest';
import type { SyncStatus, Workspace } from '../../../shared/entities.ts';
import { syncNote } from '../../../renderer/src/components/list/sync-note.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const HOUR = 3_600_000;

const workspaces = new Map<number, Workspace>(
  ['ACME', 'Globex', 'Initech'].map((name, index) => [
    index + 1,
    {
      id: index + 1,
      name,
      region: 'us-west-2',
      baseUrl: 'https://us-west-2.recall.ai',
      colour: 'blue',
      mode: 'operate',
      pollIntervalMs: 60_000,
      paused: false,
      training: false,
      createdAt: NOW,
    },
  ]),
);

function status(workspaceId: number, change: Partial<SyncStatus> = {}): SyncStatus {
  return {
    workspaceId,
    state: 'idle',
    fill: [],
    etaMs: null,
    freshAt: NOW - 10_000,
    nextAt: null,
    budget: { used: 0, limit: 60, windowMs: 60_000 },
    backlog: 0,
    error: null,
    counts: { calendars: 1, events: 250, quarantined: 0 },
    ...change,
  };
}

describe('above a list', () => {
  test('nothing is said while all workspaces in scope are current', () => {
    expect(syncNote([status(1), status(2)], workspaces, 'all', NOW)).toBeNull();
  });

  test('a failing workspace is named with its cause and the age of its rows', () => {
    const error = { code: 'unauthorized', message: 'Recall refused the key.', at: NOW, retryAt: null };
    const note = syncNote(
      [status(1), status(2, { state: 'failed', error, freshAt: NOW - 3 * HOUR })],
      workspaces,
      'all',
      NOW,
    );
    expect(note).toEqual({
      tone: 'bad',
      text: 'Globex is not being synced: Recall refused the key. Its rows are as of 3 h ago.',
    });
  });

  test('workspaces out of scope are nobody’s concern', () => {
    expect(syncNote([status(1), status(2, { state: 'no_key' })], workspaces, [1], NOW)).toBeNull();
  });

  test('several failing ones are named together', () => {
    const note = syncNote([status(1, { state: 'no_key' }), status(2, { state: 'failed' })], workspaces, 'all', NOW);
    expect(note?.text).toBe('2 workspaces are not being synced: ACME, Globex. Their rows may be out of date.');
  });

  test('a paused or stale workspace is a warning, after failures', () => {
    const paused = status(3, { state: 'paused', freshAt: NOW - HOUR });
    expect(syncNote([paused], workspaces, 'all', NOW)).toEqual({
      tone: 'wait',
      text: 'Initech is paused. Its rows are as of 1 h ago.',
    });
    const stale = status(1, { freshAt: NOW - HOUR });
    expect(syncNote([stale], workspaces, 'all', NOW)?.text).toBe('ACME is behind. Its rows are as of 1 h ago.');
  });

  test('a first fill says how far it is, and how long it takes only when that is known', () => {
    const filling = status(1, { state: 'filling', freshAt: null, etaMs: 95_000 });
    expect(syncNote([filling], workspaces, 'all', NOW)).toEqual({
      tone: 'plain',
      text: 'First fill of ACME, soonest meetings first: 250 events so far, about 1 min left.',
    });
    const unsure = syncNote([filling, status(2, { state: 'filling', freshAt: null })], workspaces, 'all', NOW);
    expect(unsure?.text).toBe('First fill of 2 workspaces, soonest meetings first: 500 events so far.');
  });
});
