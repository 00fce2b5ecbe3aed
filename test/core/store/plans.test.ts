import type Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { calendarListSql, CALENDAR_KEYS } from '../../../electron/core/store/list-calendars.ts';
import { upcomingShape } from '../../../electron/core/store/details.ts';
import { calendarFacets, CALENDAR_FACETS, EVENT_FACETS, eventFacets } from '../../../electron/core/store/facets.ts';
import { calendarRange, eventListSql, NOT_DELETED, WITHOUT_BOT } from '../../../electron/core/store/list-events.ts';
import { countSql, MAX_ARMS, workspacesPerMerge } from '../../../electron/core/store/merge.ts';
import type { MergeShape } from '../../../electron/core/store/merge.ts';
import { STATEMENTS } from '../../../electron/core/store/statements.ts';
import { EVENT_COVERAGES, MEETING_PLATFORMS } from '../../../shared/entities.ts';
import { newStore } from './fixture.ts';

/** The lines of the plan, without numbers. */
function plan(db: Database.Database, sql: string): string[] {
  const statement = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
  const names = [...sql.matchAll(/@(\w+)/g)].map((match) => match[1] ?? '');
  const bound = names.length > 0 ? [Object.fromEntries(names.map((name) => [name, 1]))] : Array(places(sql)).fill(1);
  return statement.all(...bound).map((row) => row.detail);
}
const places = (sql: string): number => [...sql.matchAll(/\?/g)].length;

/** Lines that only say how the parts of a compound are put together, or that read what another part produced. */
const HARMLESS =
  /^(MERGE|LEFT|RIGHT|COMPOUND QUERY|LEFT-MOST SUBQUERY|UNION ALL|CO-ROUTINE|MATERIALIZE|SCALAR SUBQUERY|LIST SUBQUERY|CORRELATED|SCAN (m|j|\(subquery|CONSTANT ROW)|USING ROWID SEARCH)/;

function expectIndexed(db: Database.Database, sql: string, covering: RegExp | null, sorted = /^$/): void {
  const lines = plan(db, sql).filter((line) => !sorted.test(line));
  expect(
    lines.filter((line) => /TEMP B-TREE|AUTOMATIC/.test(line)),
    sql,
  ).toEqual([]);
  const work = lines.filter((line) => !HARMLESS.test(line));
  expect(work.length).toBeGreaterThan(0);
  for (const line of work) {
    expect(line, sql).toMatch(/^SEARCH \w+ USING/);
    if (covering !== null && !/USING INTEGER PRIMARY KEY/.test(line)) expect(line, sql).toMatch(covering);
  }
}

/** Events of one calendar with the same start are sorted among themselves: the index has the facet before the rowid. */
const SORTED_TIES = /^USE TEMP B-TREE FOR LAST TERM OF ORDER BY$/;

const DIRECTIONS = ['asc', 'desc'] as const;
const AFTER = ['start', 'position', 'ties'] as const;

describe('plans', () => {
  it('every events list reads covering indexes only as far as its limit, under every filter, sort and page', () => {
    const { db } = newStore();
    const connection = db();
    const sets = [
      eventFacets({}),
      ...EVENT_COVERAGES.map((coverage) => eventFacets({ coverage })),
      ...MEETING_PLATFORMS.map((meetingPlatform) => eventFacets({ meetingPlatform })),
      ...EVENT_COVERAGES.flatMap((coverage) =>
        MEETING_PLATFORMS.map((meetingPlatform) => eventFacets({ coverage, meetingPlatform })),
      ),
    ].filter((facets) => facets.length > 0);
    for (const facets of sets) {
      for (const key of ['start_at', 'updated_at']) {
        for (const direction of DIRECTIONS) {
          for (const after of AFTER) {
            for (const workspaces of [0, 1, 3]) {
              for (const window of key === 'start_at' ? [false, true] : [false]) {
                const shape: MergeShape = { table: 'event', key, direction, workspaces, facets, after, window };
                const index = workspaces === 0 ? 'event_by_' : 'event_by_workspace_';
                const name = `${index}${key === 'start_at' ? 'start' : 'updated'}`;
                expectIndexed(connection, eventListSql(shape), new RegExp(`COVERING INDEX ${name} \\(.*facet=\\?`));
              }
            }
          }
        }
      }
    }
  });

  it('a list of one calendar is one range of its own index', () => {
    const { db } = newStore();
    for (const facets of [EVENT_FACETS, eventFacets({ coverage: 'no_bot' })]) {
      for (const direction of DIRECTIONS) {
        for (const after of AFTER) {
          for (const window of [false, true]) {
            const shape: MergeShape = {
              table: 'event',
              key: 'start_at',
              direction,
              workspaces: 0,
              facets,
              after,
              window,
              ...calendarRange(facets),
            };
            expectIndexed(db(), eventListSql(shape), /COVERING INDEX event_by_calendar \(calendar_pk=\?/, SORTED_TIES);
            expectIndexed(db(), countSql(shape), /COVERING INDEX event_by_calendar \(calendar_pk=\?/);
          }
        }
      }
    }
  });

  it('every calendars list follows an index of its sort', () => {
    const { db } = newStore();
    for (const facets of [calendarFacets({}), calendarFacets({ status: 'disconnected' }), CALENDAR_FACETS]) {
      for (const key of Object.values(CALENDAR_KEYS)) {
        for (const direction of DIRECTIONS) {
          for (const after of AFTER) {
            for (const workspaces of [0, 2]) {
              const shape: MergeShape = { table: 'calendar', key, direction, workspaces, facets, after, window: false };
              expectIndexed(db(), calendarListSql(shape), /COVERING INDEX calendar_by_\w+ \(.*facet=\?/);
            }
          }
        }
      }
    }
  });

  it('badges count index ranges', () => {
    const { db } = newStore();
    for (const facets of [NOT_DELETED, WITHOUT_BOT]) {
      for (const workspaces of [0, 3]) {
        const shape = { table: 'event', key: 'start_at', facets, workspaces, window: true } as const;
        expectIndexed(
          db(),
          countSql(shape),
          /COVERING INDEX event_by_\w+ \(.*facet=\? AND start_at>\? AND start_at<\?\)/,
        );
      }
      expectIndexed(db(), countSql(upcomingShape(facets)), /COVERING INDEX event_by_calendar/);
    }
  });

  it('never exceeds the number of arms that SQLite can merge', () => {
    const { db } = newStore();
    for (const after of AFTER) {
      const workspaces = workspacesPerMerge(EVENT_FACETS.length, after);
      expect(workspaces * EVENT_FACETS.length * (after === 'ties' ? 2 : 1)).toBeLessThanOrEqual(MAX_ARMS);
      const shape: MergeShape = {
        table: 'event',
        key: 'start_at',
        direction: 'asc',
        workspaces,
        facets: EVENT_FACETS,
        after,
        window: true,
      };
      expect(() => db().prepare(eventListSql(shape))).not.toThrow();
    }
  });

  /** Statements that read a whole table on purpose, each small or part of idle or one-off work. */
  const WHOLE_TABLE = new Set([
    'calendarTexts.all',
    'scope.staying',
    'scope.removing',
    'workspaces.list',
    'tally.everything',
    'searchRead.pending',
    'searchWrite.waiting',
    'searchWrite.batch',
    'maintenance.forgetPending',
    // The largest key: one step down the right edge of the tree.
    'applyEvents.lastPk',
    'payloadWrite.lastBlock',
    // FTS5 plans its own way; tested by what it returns.
    'searchRead.keys',
    'searchRead.titles',
  ]);

  it('every other statement finds its rows by an index', () => {
    const { db } = newStore();
    const connection = db();
    for (const [group, statements] of Object.entries(STATEMENTS)) {
      for (const [name, sql] of Object.entries(statements)) {
        const lines = plan(connection, sql);
        if (WHOLE_TABLE.has(`${group}.${name}`)) continue;
        // FTS5 finds rowids with plan "0:=".
        const bad = lines.filter((line) => /^SCAN (?!j\b|CONSTANT|.*INDEX 0:=$)|TEMP B-TREE|AUTOMATIC/.test(line));
        expect(bad, `${group}.${name}: ${sql}`).toEqual([]);
      }
    }
  });
});
