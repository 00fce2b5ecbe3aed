import { describe, expect, it } from 'vitest';
import type { SyncStatus } from '../../shared/entities.ts';
import type { Notice } from '../../electron/core/deps.ts';
import { createSyncNotices } from '../../electron/core/notices.ts';

const WORKSPACE = { id: 3, name: 'ACME' };

function status(state: SyncStatus['state'], code: string | null = null): SyncStatus {
  return {
    workspaceId: WORKSPACE.id,
    state,
    fill: [],
    etaMs: null,
    freshAt: null,
    nextAt: null,
    budget: { used: 0, limit: 60, windowMs: 60_000 },
    backlog: 0,
    error: code === null ? null : { code, message: 'The key was refused.', at: 0, retryAt: null },
    counts: { calendars: 0, events: 0, quarantined: 0 },
  };
}

describe('sync notices', () => {
  it('tell once that a workspace stopped, and once that it goes on', () => {
    const notices: Notice[] = [];
    const watch = createSyncNotices((notice) => notices.push(notice));
    for (const seen of [
      status('syncing'),
      status('failed', 'unauthorized'),
      status('failed', 'unauthorized'),
      status('syncing'),
      status('idle'),
    ]) {
      watch.look(WORKSPACE, seen);
    }
    expect(notices.map((notice) => notice.title)).toEqual(['ACME stopped syncing', 'ACME is syncing again']);
    expect(notices[0]?.body).toBe('The key was refused.');
  });

  it('keep quiet about trouble that passes by itself', () => {
    const notices: Notice[] = [];
    const watch = createSyncNotices((notice) => notices.push(notice));
    for (const code of ['remote_unavailable', 'rate_limited', 'internal'])
      watch.look(WORKSPACE, status('failed', code));
    watch.look(WORKSPACE, status('idle'));
    expect(notices).toEqual([]);
  });
});
