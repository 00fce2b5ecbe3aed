/** Checks on demand (`doctor`): small tables always, everything when `deep`. */
import { checkAudit } from './audit-check.ts';
import { failureOf } from './errors.ts';
import { verifyEvents } from './event-verify.ts';
import { planReindex } from './reindex.ts';
import { ALL_WORKSPACES } from './scope.ts';
import type { Session } from './session.ts';
import { TALLY } from './tally.ts';
import { VERDICT_PENDING_SQL } from './verdict-pending.ts';

export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'failed';
  readonly message: string;
}

/** Small enough to check at every start (measured: under 1 ms together). */
export const SMALL_TABLES = ['meta', 'workspace', 'tally', 'sync_state', 'setting'] as const;

/** Problems that SQLite finds in the small tables; empty when there are none. */
export function checkSmallTables({ connection }: Pick<Session, 'connection'>): string[] {
  const problems: string[] = [];
  for (const table of SMALL_TABLES) {
    const result: unknown = connection.db.pragma(`quick_check(${table})`, { simple: true });
    if (result !== 'ok') problems.push(`${table}: ${String(result)}`);
  }
  return problems;
}

export function checkStore(session: Session, deep: boolean): Check[] {
  const problems = checkSmallTables(session);
  const checks: Check[] = [
    problems.length === 0
      ? { name: 'Database', state: 'ok', message: 'The tables that everything depends on are sound.' }
      : {
          name: 'Database',
          state: 'failed',
          message: `Damaged: ${problems.join('; ')}. Restart Callboard to rebuild it.`,
        },
  ];
  checks.push(checkAudit(session, deep));
  if (!deep) return checks;
  return [...checks, structure(session), counts(session), verdicts(session), payloads(session), searchIndex(session)];
}

function structure({ connection }: Session): Check {
  const name = 'Database structure';
  const result: unknown = connection.db.pragma('integrity_check(1)', { simple: true });
  if (result !== 'ok') {
    return { name, state: 'failed', message: `SQLite reports: ${String(result)}. Restart Callboard to rebuild it.` };
  }
  const orphans: unknown = connection.db.pragma('foreign_key_check');
  if (Array.isArray(orphans) && orphans.length > 0) {
    return { name, state: 'failed', message: `${orphans.length} rows refer to rows that are not there.` };
  }
  return { name, state: 'ok', message: 'Every page and every reference is sound.' };
}

/** Recounts and corrects the tallies. */
function counts(session: Session): Check {
  const { connection } = session;
  const name = 'Counts';
  const wrong = session.write(() => {
    let corrected = 0;
    for (const [kind, sql] of RECOUNTS) {
      const actual = new Map(
        connection.all<[number, number, number]>(sql).map(([workspaceId, facet, n]) => [`${workspaceId}:${facet}`, n]),
      );
      const stored = new Map(
        connection
          .all<[number, number, number]>('SELECT workspace_id, facet, n FROM tally WHERE kind = ? AND n <> 0', [kind])
          .map(([workspaceId, facet, n]) => [`${workspaceId}:${facet}`, n]),
      );
      for (const [key, n] of [...actual]) {
        const all = `${ALL_WORKSPACES}:${key.slice(key.indexOf(':') + 1)}`;
        actual.set(all, (actual.get(all) ?? 0) + n);
      }
      if (actual.size === stored.size && [...actual].every(([key, n]) => stored.get(key) === n)) continue;
      corrected += 1;
      connection.run('DELETE FROM tally WHERE kind = ?', [kind]);
      for (const [key, n] of actual) {
        const [workspaceId = 0, facet = 0] = key.split(':').map(Number);
        connection.run('INSERT INTO tally (workspace_id, kind, facet, n) VALUES (?, ?, ?, ?)', [
          workspaceId,
          kind,
          facet,
          n,
        ]);
      }
    }
    return corrected;
  });
  return wrong === 0
    ? { name, state: 'ok', message: 'The kept counts are what is there.' }
    : { name, state: 'warning', message: `${wrong} kinds of count were wrong and have been corrected.` };
}

/** The truth behind each kind of tally. */
export const RECOUNTS: readonly (readonly [kind: number, sql: string])[] = [
  [TALLY.events, 'SELECT workspace_id, facet, count(*) FROM event GROUP BY workspace_id, facet'],
  [
    TALLY.calendars,
    'SELECT workspace_id, facet, count(*) FROM calendar WHERE facet < 1000 GROUP BY workspace_id, facet',
  ],
  [TALLY.quarantined, 'SELECT workspace_id, 0, count(*) FROM quarantine GROUP BY workspace_id'],
  [TALLY.botEntries, 'SELECT workspace_id, 0, count(*) FROM bot_entry GROUP BY workspace_id'],
  [TALLY.revisions, 'SELECT workspace_id, 0, count(*) FROM event_revision GROUP BY workspace_id'],
  [TALLY.observations, 'SELECT workspace_id, 0, count(*) FROM status_observation GROUP BY workspace_id'],
  [TALLY.changes, 'SELECT workspace_id, 0, count(*) FROM calendar_change GROUP BY workspace_id'],
];

/** Rewrites every tally from the rows. Inside a transaction. */
export function recountAll({ connection }: Pick<Session, 'connection'>): void {
  connection.run('DELETE FROM tally');
  for (const [kind, sql] of RECOUNTS) {
    connection.run(`INSERT INTO tally (workspace_id, kind, facet, n) SELECT t.w, ${kind}, t.f, t.n FROM (
      SELECT 1 AS w, 1 AS f, 1 AS n WHERE 0 UNION ALL ${sql}) AS t`);
    connection.run(`INSERT INTO tally (workspace_id, kind, facet, n)
      SELECT ${ALL_WORKSPACES}, kind, facet, sum(n) FROM tally WHERE kind = ${kind} GROUP BY facet`);
  }
}

/** Every event was judged or waits for it. */
function verdicts(session: Session): Check {
  const name = 'Verdicts';
  const missing = session.write(() => {
    session.connection.run(VERDICT_PENDING_SQL.withoutEvent);
    return session.connection.run(VERDICT_PENDING_SQL.forgotten);
  });
  return missing === 0
    ? { name, state: 'ok', message: 'Every event was judged, or is about to be.' }
    : { name, state: 'warning', message: `${missing} events had been forgotten; they are judged now.` };
}

function payloads(session: Session): Check {
  const name = 'Stored payloads';
  let from: number | null = 0;
  let damaged = 0;
  while (from !== null) {
    const start: number = from;
    const result = session.write(() => verifyEvents(session.connection, start, 500));
    damaged += result.damaged;
    from = result.last;
  }
  return damaged === 0
    ? { name, state: 'ok', message: 'Every event matches its checksum.' }
    : {
        name,
        state: 'warning',
        message: `${damaged} events do not match their checksums; they are marked and taken anew when Recall sends them again.`,
      };
}

function searchIndex(session: Session): Check {
  const name = 'Search index';
  try {
    session.write(() => {
      for (const table of ['event_title_fts', 'event_key_fts']) {
        session.connection.run(`INSERT INTO ${table} (${table}) VALUES ('integrity-check')`);
      }
    });
    return { name, state: 'ok', message: 'The search index is sound.' };
  } catch (error) {
    if (failureOf(error) !== 'search') throw error;
    session.write(() => planReindex(session.connection));
    session.forget();
    return { name, state: 'warning', message: 'The search index was damaged and is being built again.' };
  }
}
