import type Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { Connection } from '../../../electron/core/store/connection.ts';
import { calendarListSql, CALENDAR_KEYS } from '../../../electron/core/store/list-calendars.ts';
import { upcomingShape } from '../../../electron/core/store/details.ts';
import { calendarFacets, CALENDAR_FACETS, EVENT_FACETS, eventFacets } from '../../../electron/core/store/facets.ts';
import {
  calendarRanges,
  eventListSql,
  NOT_DELETED,
  updatedRanges,
  WITHOUT_BOT,
} from '../../../electron/core/store/list-events.ts';
import { auditListSql, auditSearchSql, subjectRanges } from '../../../electron/core/store/list-audit.ts';
import { botCountSql, botListSql } from '../../../electron/core/store/list-bots.ts';
import { incidentCountSql, incidentListSql } from '../../../electron/core/store/list-incidents.ts';
import { itemListSql, jobListSql } from '../../../electron/core/store/list-jobs.ts';
import { judgedRanges } from '../../../electron/core/store/list-verdicts.ts';
import {
  countSql,
  facetRanges,
  MAX_ARMS,
  mergeSql,
  walkSql,
  workspacesPerMerge,
} from '../../../electron/core/store/merge.ts';
import type { MergeShape } from '../../../electron/core/store/merge.ts';
import { SAMPLED_SHAPE } from '../../../electron/core/store/recipes.ts';
import { STATEMENTS } from '../../../electron/core/store/statements.ts';
import type { EventFilter } from '../../../shared/filters.ts';
import { EVENT_COVERAGES, MEETING_PLATFORMS } from '../../../shared/values.ts';
import { aCalendar, anEvent, applyCalendars, applyEvents, newStore } from './fixture.ts';
import { conclude } from './verdict-fixture.ts';

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
  /^(MERGE|CREATE BLOOM FILTER|LEFT|RIGHT|COMPOUND QUERY|LEFT-MOST SUBQUERY|UNION ALL|CO-ROUTINE|MATERIALIZE|SCALAR SUBQUERY|LIST SUBQUERY|CORRELATED|SCAN (m|j|\(subquery|CONSTANT ROW)|USING ROWID SEARCH)/;

function expectIndexed(db: Database.Database, sql: string, covering: RegExp): void {
  const lines = plan(db, sql);
  expect(
    lines.filter((line) => /TEMP B-TREE|AUTOMATIC/.test(line)),
    sql,
  ).toEqual([]);
  const work = lines.filter((line) => !HARMLESS.test(line));
  expect(work.length).toBeGreaterThan(0);
  for (const line of work) {
    expect(line, sql).toMatch(/^SEARCH \w+( EXISTS)? USING/);
    if (!/USING INTEGER PRIMARY KEY/.test(line)) expect(line, sql).toMatch(covering);
  }
}

const DIRECTIONS = ['asc', 'desc'] as const;
const AFTER = ['start', 'position', 'ties'] as const;

describe('plans', () => {
  const sets = [
    eventFacets({}),
    ...EVENT_COVERAGES.map((coverage) => eventFacets({ coverage })),
    ...MEETING_PLATFORMS.map((meetingPlatform) => eventFacets({ meetingPlatform })),
    ...EVENT_COVERAGES.flatMap((coverage) =>
      MEETING_PLATFORMS.map((meetingPlatform) => eventFacets({ coverage, meetingPlatform })),
    ),
  ].filter((facets) => facets.length > 0);

  it('every events list by start reads a covering index only as far as its limit, under every filter and page', () => {
    const { db } = newStore();
    for (const facets of sets) {
      for (const direction of DIRECTIONS) {
        for (const after of AFTER) {
          for (const workspaces of [0, 1, 3]) {
            for (const window of [false, true]) {
              const ranges = facetRanges(facets);
              const shape: MergeShape = {
                table: 'event',
                key: 'start_at',
                direction,
                workspaces,
                ranges,
                after,
                window,
                limit: 101,
              };
              const index = workspaces === 0 ? 'event_by_start' : 'event_by_workspace_start';
              expectIndexed(db(), eventListSql(shape), new RegExp(`COVERING INDEX ${index} \\(.*facet=\\?`));
            }
          }
        }
      }
    }
  });

  it('every events list by update reads a covering index only as far as its limit, under every filter and page', () => {
    const { db } = newStore();
    const many = new Map(EVENT_FACETS.map((facet) => [facet, 10_000]));
    for (const facets of sets) {
      const ranges = updatedRanges(facets, many);
      expect(ranges.length).toBeLessThanOrEqual(EVENT_COVERAGES.length);
      for (const direction of DIRECTIONS) {
        for (const after of AFTER) {
          for (const workspaces of [1, 3]) {
            const key = 'updated_at';
            const shape: MergeShape = {
              table: 'event',
              key,
              direction,
              workspaces,
              ranges,
              after,
              window: false,
              limit: 101,
            };
            expectIndexed(db(), eventListSql(shape), /COVERING INDEX event_by_updated \(workspace_id=\? AND <expr>=\?/);
          }
        }
      }
    }
  });

  it('sorts by update only the few rows of a platform that hardly occurs', () => {
    const [common = 0, rare = 0] = eventFacets({ coverage: 'bot' });
    const counts = new Map([
      [common, 100_000],
      [rare, 999],
    ]);
    expect(updatedRanges([rare], counts)).toEqual([{ on: `facet = ${rare}`, index: 'event_by_workspace_start' }]);
    expect(updatedRanges([common], counts)).toEqual([{ on: 'facet / 8 = 0', where: `+facet IN (${common})` }]);
    expect(updatedRanges([common, rare], counts)).toEqual([{ on: 'facet / 8 = 0' }]);
    expect(updatedRanges([rare], new Map([...counts, [rare, 1_000]]))).toHaveLength(1);
    const { db } = newStore();
    const ranges = updatedRanges([rare], counts);
    const shape = {
      table: 'event',
      key: 'updated_at',
      direction: 'desc',
      workspaces: 2,
      ranges,
      after: 'start',
      window: false,
      limit: 101,
    } as const;
    const lines = plan(db(), eventListSql(shape));
    expect(lines.filter((line) => /SEARCH event USING INDEX event_by_workspace_start/.test(line))).toHaveLength(2);
  });

  it('a list of one calendar is one range of its own index', () => {
    const { db } = newStore();
    for (const facets of [EVENT_FACETS, eventFacets({ coverage: 'no_bot' })]) {
      for (const direction of DIRECTIONS) {
        for (const after of AFTER) {
          for (const window of [false, true]) {
            const ranges = calendarRanges(facets);
            const key = 'start_at';
            const shape: MergeShape = {
              table: 'event',
              key,
              direction,
              workspaces: 0,
              ranges,
              after,
              window,
              limit: 101,
            };
            expectIndexed(db(), eventListSql(shape), /COVERING INDEX event_by_calendar \(calendar_pk=\?/);
            expectIndexed(db(), countSql(shape), /COVERING INDEX event_by_calendar \(calendar_pk=\?/);
          }
        }
      }
    }
  });

  it('every list by verdict walks along an index that answers its filters, under every filter and page', () => {
    const { store, db, ids } = newStore(3);
    applyCalendars(store, ids[0] ?? 0, [aCalendar()]);
    applyEvents(store, ids[0] ?? 0, [anEvent()]);
    conclude(store);
    const connection = new Connection(db(), null);
    const some: Partial<EventFilter> = { verdicts: ['will_be_missed'], external: 'external', coverage: 'bot' };
    const asked: readonly (readonly [Partial<EventFilter>, RegExp])[] = [
      [{ verdicts: ['will_be_missed'] }, /COVERING INDEX verdict_by_workspace \(workspace_id=\? AND standing=\?/],
      [some, /COVERING INDEX verdict_by_workspace \(workspace_id=\? AND standing=\?/],
      [{ external: 'external' }, /COVERING INDEX verdict_by_workspace \(workspace_id=\? AND standing=\?/],
      [{ domain: 'acme.com' }, /COVERING INDEX verdict_by_domain \(domain=\? AND standing=\?/],
      [{ ...some, domain: 'acme.com' }, /COVERING INDEX verdict_by_domain \(domain=\? AND standing=\?/],
      [{ breaksRecipe: true }, /COVERING INDEX verdict_breaking \(workspace_id=\?/],
      [{ ...some, breaksRecipe: true, domain: 'acme.com' }, /COVERING INDEX verdict_breaking \(workspace_id=\?/],
      // The organiser's few rows are looked at themselves.
      [{ organizer: 'a@b.example' }, /INDEX verdict_by_organizer \(organizer=\?/],
      [
        { ...some, organizer: 'a@b.example', domain: 'acme.com', breaksRecipe: true },
        /INDEX verdict_by_organizer \(organizer=\?/,
      ],
      [
        { ...some, calendar: { workspaceId: ids[0] ?? 0, id: 'cal-1' } },
        /COVERING INDEX event_by_calendar \(calendar_pk=\?/,
      ],
    ];
    for (const [filter, by] of asked) {
      for (const workspaces of ['all' as const, ids.slice(0, 2)]) {
        for (const oneByOne of [false, true]) {
          const judged = judgedRanges(connection, { workspaces, ...filter }, oneByOne);
          if (judged === null) throw new Error('The filter finds nothing.');
          for (const direction of DIRECTIONS) {
            for (const after of AFTER) {
              for (const window of [false, true]) {
                const shape: MergeShape = {
                  table: judged.table,
                  key: 'start_at',
                  direction,
                  workspaces: judged.workspaces === null ? 0 : 2,
                  ranges: judged.ranges.slice(0, 9),
                  after,
                  window,
                  limit: 101,
                };
                expectIndexed(db(), eventListSql(shape), by);
                if (after === 'start') expectIndexed(db(), walkSql(shape), by);
              }
            }
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
              const ranges = facetRanges(facets);
              const shape: MergeShape = {
                table: 'calendar',
                key,
                direction,
                workspaces,
                ranges,
                after,
                window: false,
                limit: 101,
              };
              expectIndexed(db(), calendarListSql(shape), /COVERING INDEX calendar_by_\w+ \(.*facet=\?/);
            }
          }
        }
      }
    }
  });

  it('every list of the audit log follows an index, under every filter and page', () => {
    const { db } = newStore();
    const calendar = { workspaceId: 1, id: 'cal-1' };
    const ranges = [
      { ranges: facetRanges([8, 9, 16]), by: /COVERING INDEX audit_entry_by_(at|workspace) \(.*facet=\?/ },
      { ranges: subjectRanges({ jobId: 1 }, null, 'all', 0), by: /INDEX audit_entry_by_job \(job_id=\?/ },
      { ranges: subjectRanges({ jobId: 1 }, [8, 9], [1, 2], 0), by: /INDEX audit_entry_by_job \(job_id=\?/ },
      {
        ranges: subjectRanges({ calendar, jobId: 1 }, [8], 'all', 0),
        by: /INDEX audit_entry_by_calendar \(workspace_id=\? AND target_id=\?/,
      },
      {
        ranges: subjectRanges({ event: calendar }, [8], 'all', 3),
        by: /INDEX audit_entry_by_(event|bot) \(workspace_id=\? AND target_id=\?/,
      },
    ];
    for (const { ranges: on, by } of ranges) {
      for (const after of AFTER) {
        for (const window of [false, true]) {
          for (const workspaces of on.some(({ index }) => index !== undefined) ? [0] : [0, 3]) {
            const shape: MergeShape = {
              table: 'audit_entry',
              key: 'at',
              direction: 'desc',
              workspaces,
              ranges: on,
              after,
              window,
              limit: 101,
            };
            for (const sql of [auditListSql(shape), auditSearchSql(shape), countSql(shape)])
              expectIndexed(db(), sql, by);
          }
        }
      }
    }
  });

  it('every list of jobs and of their items follows an index', () => {
    const { db } = newStore();
    for (const states of [1, 5])
      expectIndexed(db(), jobListSql(states, 101), /COVERING INDEX job_by_state \(state=\? AND id<\?/);
    const indexes = {
      job: /COVERING INDEX job_item_by_state \(job_id=\? AND state=\? AND n>\?/,
      workspace: /COVERING INDEX job_item_by_workspace \(job_id=\? AND workspace_id=\? AND state=\? AND n>\?/,
      calendar: /INDEX job_item_by_calendar \(job_id=\? AND calendar_id=\? AND n>\?/,
      event: /INDEX job_item_by_event \(job_id=\? AND event_id=\? AND n>\?/,
    } as const;
    for (const subject of ['job', 'workspace', 'calendar', 'event'] as const) {
      for (const states of [1, 9]) {
        const found = new RegExp(`${indexes[subject].source}|sqlite_autoindex_job_item_1 \\(job_id=\\? AND n=\\?`);
        expectIndexed(db(), itemListSql(states, subject, 101), found);
      }
    }
  });

  it('every list of incidents follows an index that answers its filters, only as far as its limit', () => {
    const { db } = newStore();
    const orders = { stake: 'by_stake', first_meeting: 'by_first_meeting', newest: 'by_newest' } as const;
    const none = { causes: false, others: false, platform: false, scope: false };
    const all = { causes: true, others: true, platform: true, scope: true };
    const parts = [
      'COVERING INDEX incident_INDEX \\(state=\\? AND list_key=\\?',
      'COVERING INDEX incident_of_workspace \\(workspace_id=\\? AND resolved=\\? AND list_key=\\?',
      'PRIMARY KEY \\(incident=\\?',
    ];
    for (const order of ['stake', 'first_meeting', 'newest'] as const) {
      for (const conditions of [none, all, { ...none, causes: true }, { ...none, scope: true }]) {
        for (const after of [false, true]) {
          for (const from of order === 'newest' ? (['all', 'workspace'] as const) : (['all'] as const)) {
            const covering = new RegExp(parts.join('|').replace('INDEX \\(', `${orders[order]} \\(`));
            const own = { ...conditions, scope: conditions.scope && from === 'all' };
            expectIndexed(db(), incidentListSql({ ...own, order, from, after, limit: 101 }), covering);
          }
        }
      }
    }
    for (const from of ['all', 'workspace'] as const) {
      for (const conditions of [none, { ...all, scope: from === 'all' }]) {
        const covering = /COVERING INDEX incident_\w+ \(.*list_key=\?|PRIMARY KEY \(incident=\?/;
        expectIndexed(db(), incidentCountSql({ ...conditions, from, limit: 101 }), covering);
      }
    }
  });

  it('badges count index ranges', () => {
    const { db } = newStore();
    for (const facets of [NOT_DELETED, WITHOUT_BOT]) {
      for (const workspaces of [0, 3]) {
        const shape = {
          table: 'event',
          key: 'start_at',
          ranges: facetRanges(facets),
          workspaces,
          window: true,
          limit: 101,
        } as const;
        expectIndexed(
          db(),
          countSql(shape),
          /COVERING INDEX event_by_\w+ \(.*facet=\? AND start_at>\? AND start_at<\?\)/,
        );
      }
      expectIndexed(db(), countSql({ ...upcomingShape(facets), limit: 101 }), /COVERING INDEX event_by_calendar/);
    }
  });

  it('never exceeds the number of arms that SQLite can merge', () => {
    const { db } = newStore();
    for (const after of AFTER) {
      const ranges = facetRanges(EVENT_FACETS);
      const workspaces = workspacesPerMerge(ranges.length, after);
      expect(workspaces * ranges.length * (after === 'ties' ? 3 : 1)).toBeLessThanOrEqual(MAX_ARMS);
      const shape: MergeShape = {
        table: 'event',
        key: 'start_at',
        direction: 'asc',
        workspaces,
        ranges,
        after,
        window: true,
        limit: 101,
      };
      expect(() => db().prepare(eventListSql(shape))).not.toThrow();
    }
  });

  it('the bots list reads a covering index only as far as its limit, under every filter and page', () => {
    const { db } = newStore();
    const pages = [
      ['start', 'start', 'start'],
      ['after_look', 'after_bot', 'after_look', 'from_look'],
    ] as const;
    for (const outcomes of [1, 8]) {
      for (const ranges of pages)
        expectIndexed(db(), botListSql(ranges, outcomes, 101), /COVERING INDEX bot_fact_by_look \(.*outcome=\?/);
      expectIndexed(db(), botCountSql(3, outcomes, 10_001), /COVERING INDEX bot_fact_by_look \(.*outcome=\?/);
    }
  });

  it('keys for recipes are sampled along a covering index only as far as their limit', () => {
    const { db } = newStore();
    const found = /COVERING INDEX event_by_workspace_start \(.*facet=\? AND start_at>\? AND start_at<\?/;
    expectIndexed(db(), mergeSql({ ...SAMPLED_SHAPE, limit: 500 }), found);
  });

  /** Statements that read a whole table on purpose, each small or part of idle or one-off work. */
  const WHOLE_TABLE = new Set([
    'calendarTexts.all',
    'scope.staying',
    'scope.removing',
    'workspaces.list',
    'tally.everything',
    'searchWrite.waiting',
    'searchWrite.batch',
    'maintenance.forgetPending',
    'verdictPending.waiting',
    // As many rows as there are customers.
    'verdictCoverage.domains',
    // When somebody asks for a thorough check, or once after a rebuild.
    'verdictPending.all',
    'verdictPending.forgotten',
    'verdictPending.withoutEvent',
    // The largest key: one step down the right edge of the tree.
    'applyEvents.lastPk',
    'payloadWrite.lastBlock',
    'auditWrite.newest',
    'auditCheck.lastRecord',
    'auditCheck.lastOfEntries',
    'auditCheck.lastEntry',
    // As many rows as there are kinds of action, or registered clients.
    'auditCheck.actions',
    'listAudit.actions',
    'oauthClients.all',
    'oauthClients.workspaces',
    'oauthClients.leave',
    'incidentTexts.clients',
    // Once after a rebuild.
    'auditWrite.withoutEntry',
    // FTS5 plans its own way; tested by what it returns.
    'searchRead.keys',
    'searchRead.titles',
  ]);

  /** Statements that sort or tell apart a few rows on the spot: those of one incident, or that broke within an hour. */
  const ON_THE_SPOT = new Set([
    'calendarFacts.ofDomain',
    'calendarFacts.ofPlatform',
    'incidentWrite.sums',
    'incidentWrite.workspaces',
    // Problems of a span by domain.
    'verdictCoverage.problems',
  ]);

  it('every other statement finds its rows by an index', () => {
    const { db } = newStore();
    const connection = db();
    for (const [group, statements] of Object.entries(STATEMENTS)) {
      for (const [name, sql] of Object.entries(statements)) {
        const lines = plan(connection, sql);
        if (WHOLE_TABLE.has(`${group}.${name}`)) continue;
        // FTS5 finds rowids with plan "0:=".
        const sorts = ON_THE_SPOT.has(`${group}.${name}`) ? /AUTOMATIC/ : /TEMP B-TREE|AUTOMATIC/;
        const bad = lines.filter(
          (line) =>
            sorts.test(line) || /^SCAN (?!j\b|present\b|json_each\b|\(subquery|CONSTANT|.*INDEX 0:=$)/.test(line),
        );
        expect(bad, `${group}.${name}: ${sql}`).toEqual([]);
      }
    }
  });
});
