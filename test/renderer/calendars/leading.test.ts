import { expect, it } from 'vitest';
import { sortFindings } from '../../../renderer/src/views/calendars/leading.ts';
import type { Finding, SafeAction } from '../../../shared/diagnosis.ts';
import type { CalendarRow } from '../../../shared/entities.ts';

const row = (change: Partial<CalendarRow>): CalendarRow => ({
  workspaceId: 1,
  id: 'a',
  email: 'anna@acme.com',
  oauthEmail: null,
  oauthClientId: null,
  platform: 'microsoft_outlook',
  platformRaw: 'microsoft_outlook',
  status: 'connected',
  statusRaw: 'connected',
  statusSince: 1,
  statusDetail: null,
  cause: null,
  createdAt: 1,
  updatedAt: 1,
  deletedAt: null,
  ...change,
});

const finding = (code: string, action: SafeAction | null = null): Finding => ({
  code,
  severity: 'info',
  title: code,
  party: 'us',
  alsoParties: [],
  explanation: code,
  evidence: [],
  remedy: [],
  action,
  possibilities: [],
  source: 'Callboard',
  besides: [],
});

const STEP: SafeAction = { kind: 'reconnect', label: 'Reconnect', why: 'It changes nothing.' };

it('the first finding of a calendar that is not connected leads, the others are worth knowing', () => {
  const findings = [finding('cause', STEP), finding('primary_calendar_only')];
  expect(sortFindings(row({ status: 'disconnected' }), findings)).toEqual({
    leading: findings[0],
    others: [findings[1]],
  });
});

it('of a calendar that is gone from Recall that leads, whatever its last status was', () => {
  expect(sortFindings(row({ deletedAt: 5 }), [finding('calendar_deleted')]).leading?.code).toBe('calendar_deleted');
});

it('what is only explained about a connected calendar leads nowhere', () => {
  const findings = [finding('duplicate_mailbox'), finding('primary_calendar_only')];
  expect(sortFindings(row({}), findings)).toEqual({ leading: null, others: findings });
});

it('a credential that was refused while Recall still says connected leads, because somebody can act', () => {
  expect(sortFindings(row({}), [finding('refused', STEP)]).leading?.code).toBe('refused');
});

it('without a diagnosis nothing leads', () => {
  expect(sortFindings(row({ status: 'disconnected' }), [])).toEqual({ leading: null, others: [] });
});
