/** The ledger (ledger.ts) on the writer's connection: what is read and written while actions run. */
import { applyCalendars, tombstoneCalendar } from './apply-calendars.ts';
import { addRecord, beginEntry } from './audit-write.ts';
import type { Connection } from './connection.ts';
import {
  busyCalendars,
  changeItem,
  changeJob,
  createJob,
  itemsInStates,
  moveItems,
  readStoredJob,
  unfinishedJobs,
} from './jobs.ts';
import type { JobStep, Ledger } from './ledger.ts';
import { openEntries } from './list-audit.ts';
import { noteReminder, reminded, removeOauthClient, saveOauthClient } from './oauth-clients.ts';
import { keepProbe } from './probes.ts';
import { applyQuarantine } from './quarantine.ts';
import type { Session } from './session.ts';
import { keepRefusal } from './schedule-refusals.ts';
import { readSetting, saveSetting } from './settings.ts';
import { isHere } from './workspaces.ts';

export interface LedgerDeps {
  readonly read: <T>(work: (connection: Connection) => T) => T;
  /** Runs `work` in one transaction. */
  readonly write: <T>(work: (connection: Connection, session: Session) => T) => T;
}

export function createLedger({ read, write }: LedgerDeps): Ledger {
  return {
    createJob: (job, items) => write((connection) => createJob(connection, job, items)),
    storedJob: (id) => read((connection) => readStoredJob(connection, id)),
    unfinishedJobs: () => read(unfinishedJobs),
    storedItems: (jobId, states) => read((connection) => itemsInStates(connection, jobId, states)),
    moveItems: (jobId, from, to, message, at) =>
      write((connection) => moveItems(connection, jobId, from, to, message, at)),
    step: (step) => write((connection, session) => takeStep(connection, session, step)),
    audit: (entry, record) =>
      write((connection) => {
        const n = beginEntry(connection, entry);
        if (record !== undefined) addRecord(connection, n, record);
        return n;
      }),
    recordAudit: (entry, record) => {
      write((connection) => addRecord(connection, entry, record));
    },
    openAuditEntries: () => read(openEntries),
    busyCalendars: (calendars) => read((connection) => busyCalendars(connection, calendars)),
    saveOauthClient: (client, id) => write((connection) => saveOauthClient(connection, client, id)),
    removeOauthClient: (id) => {
      write((connection) => removeOauthClient(connection, id));
    },
    reminded: (id) => read((connection) => reminded(connection, id)),
    noteReminder: (id, daysAhead) => {
      write((connection) => noteReminder(connection, id, daysAhead));
    },
    setting: (key) => read((connection) => readSetting(connection, key)),
    saveSetting: (key, value) => {
      write((connection) => saveSetting(connection, key, value));
    },
  };
}

function takeStep(connection: Connection, session: Session, step: JobStep): number | null {
  const { jobId, item, job, intend, record, calendars, gone, probe, events, refusal } = step;
  const begun = intend === undefined ? null : beginEntry(connection, intend);
  const entry = record?.entry ?? begun;
  if (record !== undefined) {
    if (entry === null) throw new TypeError('A record needs an audit entry: name one, or begin one in the same step.');
    addRecord(connection, entry, record.record);
  }
  if (item !== undefined) changeItem(connection, jobId, item.n, item.change, begun);
  if (job !== undefined) changeJob(connection, jobId, job);
  // A workspace that was removed meanwhile has no rows any more; what was done to it is settled all the same.
  if (calendars !== undefined && isHere(connection, calendars.workspaceId)) {
    applyCalendars(connection, session.calendars, calendars, 'own');
    const { workspaceId, records, quarantined, receivedAt } = calendars;
    applyQuarantine(connection, workspaceId, 'calendar', records, quarantined, receivedAt);
  }
  if (gone !== undefined && isHere(connection, gone.workspaceId)) {
    tombstoneCalendar(connection, gone.workspaceId, gone.id, gone.at, gone.own ? 'own' : 'observed');
  }
  if (probe !== undefined && isHere(connection, probe.workspaceId)) {
    keepProbe(connection, probe.workspaceId, probe.calendarId, probe.probe);
  }
  if (events !== undefined && isHere(connection, events.workspaceId)) {
    session.events.apply(events);
    const { workspaceId, records, quarantined, receivedAt } = events;
    applyQuarantine(connection, workspaceId, 'event', records, quarantined, receivedAt);
  }
  if (refusal !== undefined && isHere(connection, refusal.workspaceId)) {
    keepRefusal(connection, refusal, refusal.refusal);
  }
  return begun;
}
