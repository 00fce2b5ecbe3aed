import { expect, it } from 'vitest';
import { historyMoments } from '../../../renderer/src/views/calendars/history.tsx';
import type { AuditEntry } from '../../../shared/actions.ts';
import type { TimelineEntry } from '../../../shared/diagnosis.ts';

const reported = (title: string, at: number | null, more: Partial<TimelineEntry> = {}): TimelineEntry => ({
  kind: 'status',
  at,
  basis: 'observed',
  source: 'recall',
  status: title.toLowerCase(),
  title,
  detail: null,
  cause: null,
  ...more,
});

const seen = (title: string, at: number, more: Partial<TimelineEntry> = {}): TimelineEntry =>
  reported(title, at, { source: 'callboard', ...more });

const entry: AuditEntry = {
  n: 7,
  at: 200,
  actor: { user: 'kim', host: 'desk' },
  workspaceId: 1,
  workspaceName: 'ACME',
  action: 'calendar.reconnect',
  target: 'calendar',
  targetId: 'a',
  targetLabel: 'anna@acme.com',
  jobId: 3,
  state: 'done',
  summary: 'PATCH calendar: 200, status connecting',
  settledAt: 201,
  verification: null,
};

it('puts what Recall reported, what was seen, tested and concluded, and what Callboard did in one order, each with its basis', () => {
  const moments = historyMoments(
    [
      seen('The credential was refused', 500, {
        kind: 'probe',
        basis: 'probed',
        status: null,
        detail: 'invalid_grant',
      }),
      seen('Seen disconnected', 400, { status: 'disconnected' }),
      seen('OAuth client changed', 300, { kind: 'change', status: null }),
      seen('Connected by then', 150, { status: 'connected', basis: 'inferred' }),
      reported('Connected', 100),
    ],
    [entry],
  );
  expect(moments.map(({ at, mark, basis }) => [at, mark, basis])).toEqual([
    [500, 'probed', 'by a live test of the credential'],
    [400, 'observed', 'by Callboard, by comparing two looks'],
    [300, 'observed', 'by Callboard: changed outside of it'],
    [200, undefined, 'done through Callboard by kim on desk'],
    [150, 'inferred', 'by Callboard'],
    [100, 'observed', 'reported by Recall'],
  ]);
  expect(moments.map(({ tone }) => tone)).toEqual(['bad', 'bad', 'plain', 'ok', 'ok', 'ok']);
  expect(new Set(moments.map(({ key }) => key)).size).toBe(6);
});

it('names the cause that an entry speaks of, beside the status', () => {
  const [moment] = historyMoments([reported('Disconnected', 100, { cause: 'Client secret expired' })]);
  expect(moment?.what).toBe('Disconnected: Client secret expired');
});

it('a status word that nobody knows stays as it was sent and is no trouble by itself', () => {
  const [moment] = historyMoments([reported('hibernating', 100)]);
  expect(moment?.what).toBe('hibernating');
  expect(moment?.tone).toBe('unknown');
});

it('says of a call without an answer that its outcome is not known, and never that it was done', () => {
  const [moment] = historyMoments([], [{ ...entry, state: 'unknown' }]);
  expect(moment?.what).toBe('Reconnect: outcome not known');
  expect(moment?.tone).toBe('unknown');
});

it('says what the calendar’s own status said after a change', () => {
  const verification = { verdict: 'Connected again.', at: 260 };
  const [moment] = historyMoments([], [{ ...entry, verification }]);
  expect(moment?.detail).toBe('PATCH calendar: 200, status connecting\nAfterwards: Connected again.');
});

it('puts what carries no time last, because nothing says when it was', () => {
  const moments = historyMoments([reported('Connected', 100), reported('Connecting', null)], [entry]);
  expect(moments.map(({ at }) => at)).toEqual([200, 100, null]);
});

it('what was done stands below what followed from it in the same millisecond', () => {
  const moments = historyMoments([reported('Connecting', 200)], [entry]);
  expect(moments.map(({ what }) => what)).toEqual(['Connecting', 'Reconnect: taken by Recall']);
});
