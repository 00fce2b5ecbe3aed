/** The writing half of triage (triage.ts) on the writer's connection. */
import { casesOf, connectedSince, stuckCalendars, unsettledCalendars } from './calendar-cases.ts';
import type { Connection } from './connection.ts';
import { sampleHealth } from './health.ts';
import { incidentsOfFamilies, noteIncident, saveGroups, setIncidentState } from './incident-write.ts';
import { saveNotices } from './workspace-notices.ts';
import {
  clientsWith,
  outagesOfCalendar,
  outagesOfClient,
  outagesOfFamilies,
  recastOutage,
  saveOutages,
} from './outages.ts';
import { removeView, saveView } from './saved-views.ts';
import { assess } from './stake.ts';
import type { Triage, TriageWriter } from './triage.ts';

export interface TriageDeps {
  readonly read: <T>(work: (connection: Connection) => T) => T;
  /** Runs `work` in one transaction. */
  readonly write: <T>(work: (connection: Connection) => T) => T;
}

export function createTriage({ read, write }: TriageDeps): Triage {
  return {
    casesOf: (workspaceId, ids) => read((connection) => casesOf(connection, workspaceId, ids)),
    unsettledCalendars: (workspaceId) => read((connection) => unsettledCalendars(connection, workspaceId)),
    clientsWith: (cause) => read((connection) => clientsWith(connection, cause)),
    stuckCalendars: (since) => read((connection) => stuckCalendars(connection, since)),
    triage: (work) => write((connection) => work(writerOn(connection))),
    assess: (what, now) => write((connection) => assess(connection, what, now)),
    setIncidentState: (ids, state, at) => {
      write((connection) => setIncidentState(connection, ids, state, at));
    },
    noteIncident: (id, note) => {
      write((connection) => noteIncident(connection, id, note));
    },
    sampleHealth: (workspaceId, at) => {
      write((connection) => sampleHealth(connection, workspaceId, at));
    },
    saveView: (view, id) => write((connection) => saveView(connection, view, id)),
    removeView: (id) => {
      write((connection) => removeView(connection, id));
    },
    saveNotices: (notices) => {
      write((connection) => saveNotices(connection, notices));
    },
  };
}

function writerOn(connection: Connection): TriageWriter {
  return {
    outagesOf: (pk) => outagesOfCalendar(connection, pk),
    outagesOfFamilies: (families, since) => outagesOfFamilies(connection, families, since),
    connectedSince: (client, since) => connectedSince(connection, client, since),
    outagesOfClient: (client, since) => outagesOfClient(connection, client, since),
    incidentsOfFamilies: (families, since) => incidentsOfFamilies(connection, families, since),
    saveOutages: (pk, outages, at) => saveOutages(connection, pk, outages, at),
    recast: (outage, cause, family) => recastOutage(connection, outage, cause, family),
    saveGroups: (before, groups, at) => saveGroups(connection, before, groups, at),
  };
}
