/** The triage list as lines for a grid. */
import { useMemo } from 'react';
import type { Incident } from '../../../../shared/diagnosis.ts';
import type { ListRows } from '../../components/list/use-list-rows.ts';
import { lineKey, linesOf, type Line } from './lines.ts';

/** The same list with its headings; they count as rows. */
export function useLines(list: ListRows<Incident>): ListRows<Line> {
  const { rows, total } = list;
  const drawn = useMemo(() => {
    const lines = linesOf(rows);
    const places = new Map(lines.map((line, place) => [lineKey(line), place]));
    return {
      rows: lines,
      rowAt: (index: number) => lines[index],
      placeOf: (key: string) => places.get(key),
    };
  }, [rows]);
  const headings = drawn.rows.length - rows.length;
  return {
    ...list,
    ...drawn,
    rowCount: list.rowCount + headings,
    total: total === undefined ? undefined : { ...total, count: total.count + headings },
  };
}
