/** Incidents for the tests of the triage view. */
import type { Incident } from '../../../shared/diagnosis.ts';
import type { CalendarRow } from '../../../shared/entities.ts';

export function calendarRow(change: Partial<CalendarRow> = {}): CalendarRow {
  return {
    workspaceId: 1,
    id: 'c1',
    email: 'anna@acme.example',
    oauthEmail: null,
    oauthClientId: 'client',
    platform: 'microsoft_outlook',
    platformRaw: 'microsoft_outlook',
    status: 'disconnected',
    statusRaw: 'disconnected',
    statusSince: 0,
    statusDetail: null,
    cause: null,
    createdAt: 0,
    updatedAt: 0,
    deletedAt: null,
    ...change,
  };
}

export function incidentOf(id: number, change: Partial<Incident> = {}): Incident {
  return {
    id,
    scope: 'client',
    title: `Incident ${id}`,
    cause: { code: 'client_secret_expired', title: 'Client secret expired', basis: 'observed' },
    party: 'us',
    action: { kind: 'reconnect', label: 'Reconnect', why: 'Another try harms nothing.' },
    platform: 'microsoft_outlook',
    oauthClientId: 'client',
    oauthClientName: null,
    domain: null,
    size: 2,
    open: 2,
    workspaces: [{ workspaceId: 1, count: 2 }],
    firstAt: 0,
    lastAt: 0,
    state: 'open',
    stateAt: 0,
    grownBy: 0,
    resolvedAt: null,
    atRisk: { meetings: 0, lost: 0, firstAt: null },
    growth: [2],
    note: null,
    calendar: null,
    ...change,
  };
}

/** A single case. */
export function caseOf(id: number, change: Partial<Incident> = {}): Incident {
  return incidentOf(id, {
    scope: 'mailbox',
    size: 1,
    open: 1,
    growth: [1],
    calendar: calendarRow({ id: `c${id}` }),
    ...change,
  });
}
