/** Jobs, audit entries and OAuth clients with plausible defaults: tests say only what matters to them. */
import type Database from 'better-sqlite3';
import type {
  AuditRecord,
  ItemPlan,
  NewAuditEntry,
  NewJob,
  NewJobItem,
  NewOauthClient,
} from '../../../electron/core/store/ledger.ts';
import type { Store } from '../../../electron/core/store/types.ts';
import { TEST_NOW } from './fixture.ts';

export function aJob(change: Partial<NewJob> = {}): NewJob {
  const base = {
    kind: 'oauth_client.rotate_secret',
    title: 'Rotate the client secret of 2 calendars',
    danger: 'remote',
    actor: { user: 'anna', host: 'laptop' },
    createdAt: TEST_NOW,
    canary: null,
    unattended: false,
    probe: false,
    oauthClientId: 'client-1',
    request: '{"kind":"oauth_client.rotate_secret"}',
  } satisfies NewJob;
  return { ...base, ...change };
}

/** Items of one workspace, named after their calendars. */
export function itemsOf(workspaceId: number, calendarIds: readonly string[]): NewJobItem[] {
  return calendarIds.map((calendarId) => anItem({ workspaceId, calendarId, label: `${calendarId}@acme.com` }));
}

/** Items of one workspace about events, named after their ids. */
export function eventItemsOf(workspaceId: number, eventIds: readonly string[]): NewJobItem[] {
  return eventIds.map((eventId) => anItem({ workspaceId, eventId, label: `Title of ${eventId}`, plan: A_PLAN }));
}

export const A_PLAN: ItemPlan = {
  startAt: TEST_NOW + 3_600_000,
  endAt: TEST_NOW + 7_200_000,
  meetingUrl: 'https://zoom.us/j/1',
  key: 'key-1',
  configOf: 'bot-1',
  wasThere: false,
  keys: ['key-0', 'key-1'],
};

export function anItem(change: Partial<NewJobItem> & Pick<NewJobItem, 'workspaceId'>): NewJobItem {
  return { calendarId: null, eventId: null, botId: null, label: null, plan: null, ...change };
}

export function anIntent(change: Partial<NewAuditEntry> = {}): NewAuditEntry {
  const base = {
    at: TEST_NOW,
    actor: { user: 'anna', host: 'laptop' },
    workspaceId: 1,
    workspaceName: 'Workspace 1',
    action: 'oauth_client.rotate_secret',
    target: 'calendar',
    targetId: 'cal-1',
    targetLabel: 'anna@acme.com',
    jobId: null,
    sent: 'PATCH calendar: client secret',
  } satisfies NewAuditEntry;
  return { ...base, ...change };
}

export function settled(change: Partial<Extract<AuditRecord, { type: 'settled' }>> = {}): AuditRecord {
  return { type: 'settled', at: TEST_NOW + 1, state: 'done', answer: 'connecting', status: 200, ...change };
}

export function aClient(change: Partial<NewOauthClient> = {}): NewOauthClient {
  const base = {
    clientId: 'client-1',
    name: 'Production',
    platform: 'google_calendar',
    secretExpiresAt: null,
    workspaceIds: [],
  } satisfies NewOauthClient;
  return { ...base, ...change };
}

/** Takes the guard off the audit log, as somebody with the file in hand would. */
export function unguard(db: Database.Database): void {
  for (const what of ['not_replaced', 'not_changed', 'not_deleted']) db.exec(`DROP TRIGGER audit_record_${what}`);
}

/** What `doctor` says about the audit log. */
export function auditCheck(store: Store, deep = false): { state: string; message: string } {
  const check = store.check(deep).find(({ name }) => name === 'Audit log');
  if (check === undefined) throw new Error('The audit log was not checked.');
  return check;
}

/** Every row of the ledger's tables, for comparing before and after. */
export function dumpLedger(db: Database.Database): Record<string, unknown[]> {
  const tables = [
    'job',
    'job_item',
    'audit_record',
    'audit_entry',
    'oauth_client',
    'oauth_client_workspace',
    'setting',
  ];
  return Object.fromEntries(tables.map((table) => [table, db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]));
}
