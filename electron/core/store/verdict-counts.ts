/** How many events a filter finds with which verdict and reason. */
import type { EventFilter, Total } from '../../../shared/filters.ts';
import type { ReasonCount } from '../../../shared/verdicts.ts';
import { STANDINGS } from '../diagnosis/events/standings.ts';
import type { Connection } from './connection.ts';
import { chunks, countedWalk, named, windowOf } from './list-events.ts';
import { judgedRanges } from './list-verdicts.ts';
import { mergeSql, workspacesPerMerge } from './merge.ts';
import type { MergeShape } from './merge.ts';

/** Rows of an organiser, a calendar or a broken recipe that are told apart by standing. */
const ROWS_CAP = 20_000;

/** SELECT of (standing, rows) of a merge. */
export const standingCountSql = (shape: MergeShape): string =>
  `SELECT v.standing, count(*) FROM (${mergeSql(shape)}) AS m CROSS JOIN verdict AS v ON v.pk = m.p GROUP BY 1`;

/** Reasons that occur, in the order of standings; what the filter says of verdict and reason does not count. */
export function reasonCounts(connection: Connection, filter: EventFilter): ReasonCount[] {
  const { verdicts: _verdicts, reason: _reason, ...rest } = filter;
  const judged = judgedRanges(connection, rest, true);
  if (judged === null) return [];
  const { table, ranges, workspaces } = judged;
  const { window, bind: times } = windowOf(filter);
  const bind = { ...judged.bind, ...times };
  const groups = workspaces === null ? [[]] : chunks(workspaces, workspacesPerMerge(ranges.length, 'start'));
  const shape = { table, key: 'start_at', ranges, window } as const;
  const counts = new Map<number, Total>();
  if (judged.byStanding) {
    for (const standing of STANDINGS.keys()) {
      counts.set(standing, countedWalk(connection, shape, groups, { ...bind, standing }));
    }
  } else {
    let rows = 0;
    for (const group of groups) {
      const sql = standingCountSql({
        ...shape,
        direction: 'asc',
        after: 'start',
        workspaces: group.length,
        limit: ROWS_CAP,
      });
      for (const [standing, n] of connection.all<[number, number]>(sql, { ...bind, ...named(group) })) {
        counts.set(standing, { count: (counts.get(standing)?.count ?? 0) + n, exact: true });
        rows += n;
      }
    }
    if (rows >= ROWS_CAP) for (const [standing, { count }] of counts) counts.set(standing, { count, exact: false });
  }
  return STANDINGS.flatMap((standing, number) => {
    const count = counts.get(number);
    return count === undefined || count.count === 0 ? [] : [{ ...standing, count }];
  });
}
