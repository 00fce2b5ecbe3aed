import { expect, it } from 'vitest';
import { historyMoments } from '../../../renderer/src/views/calendars/history.tsx';
import type { AuditEntry } from '../../../shared/actions.ts';
import type { CalendarChange, StatusObservation } from '../../../shared/entities.ts';

const status = (name: string, at: number | null, basis: StatusObservation['basis']): StatusObservation => ({
  status: name,
  at,
  detail: null,
  basis,
  observedAt: 500,
});

const change: CalendarChange = { field: 'oauth_client_id', before: 'old', after: 'new', observedAt: 300 };

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

it('puts what Recall reported, what was observed and what Callboard did in one order, each with its basis', () => {
  const moments = historyMoments(
    [status('connected', 100, 'reported'), status('disconnected', 400, 'observed')],
    [change],
    [entry],
  );
  expect(moments.map(({ at, basis }) => [at, basis])).toEqual([
    [400, 'observed by Callboard, by comparing two looks'],
    [300, 'observed by Callboard: changed outside of it'],
    [200, 'done through Callboard by kim on desk'],
    [100, 'reported by Recall'],
  ]);
  expect(moments.map(({ what }) => what)).toEqual([
    'Disconnected',
    'OAuth client changed',
    'Reconnect: taken by Recall',
    'Connected',
  ]);
  expect(new Set(moments.map(({ key }) => key)).size).toBe(4);
});

it('says of a call without an answer that its outcome is not known, and never that it was done', () => {
  const [moment] = historyMoments([], [], [{ ...entry, state: 'unknown' }]);
  expect(moment?.what).toBe('Reconnect: outcome not known');
  expect(moment?.tone).toBe('unknown');
});

it('says what the calendar’s own status said after a change', () => {
  const verification = { verdict: 'Connected again.', at: 260 };
  const [moment] = historyMoments([], [], [{ ...entry, verification }]);
  expect(moment?.detail).toBe('PATCH calendar: 200, status connecting\nAfterwards: Connected again.');
});

it('puts what carries no time last, because nothing says when it was', () => {
  const moments = historyMoments([status('connecting', null, 'reported'), status('connected', 100, 'reported')]);
  expect(moments.map(({ what }) => what)).toEqual(['Connected', 'Connecting']);
});
