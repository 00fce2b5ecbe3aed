/** The events of one calendar, inside its detail. */
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState, type ReactElement } from 'react';
import type { EventRow } from '../../../../shared/entities.ts';
import type { EventFilter, EventSort } from '../../../../shared/filters.ts';
import { EmptyState, ErrorState } from '../../components/basics/states.tsx';
import { useNow } from '../../use-now.ts';
import { ROW_HEIGHTS, useDensity } from '../../components/grid/density.ts';
import { Grid, type GridHandle } from '../../components/grid/grid.tsx';
import { Chip, FilterBar } from '../../components/list/filter-bar.tsx';
import { rowKey, useListRows } from '../../components/list/use-list-rows.ts';
import styles from '../../components/detail/detail.module.css';
import { totalOf } from '../../format/numbers.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { useTimeZone } from '../../time-zone.tsx';
import { CALENDAR_EVENT_COLUMNS } from './columns.tsx';
import { useWindowNow } from './use-window-now.ts';

const PARTS = ['ahead', 'past'] as const;
type Part = (typeof PARTS)[number];
const PART_WORDS: Readonly<Record<Part, string>> = { ahead: 'Ahead', past: 'Past' };

/** Ahead soonest first, past latest first; a row opens the event's page. */
export function CalendarEvents(props: { readonly workspaceId: number; readonly id: string }): ReactElement {
  const { workspaceId, id } = props;
  const [part, setPart] = useState<Part>('ahead');
  const grid = useRef<GridHandle>(null);
  const density = useDensity();
  const navigate = useNavigate();
  const { byId } = useWorkspaces();
  const { zone } = useTimeZone();
  const now = useNow();
  const name = `calendar events ${workspaceId}:${id} ${part}`;
  const windowNow = useWindowNow(grid, name);
  const filter: EventFilter = {
    workspaces: [workspaceId],
    calendar: { workspaceId, id },
    ...(part === 'ahead' ? { from: windowNow } : { to: windowNow }),
  };
  const sort: EventSort = { by: 'start', direction: part === 'ahead' ? 'asc' : 'desc' };
  const list = useListRows('events.list', { filter, sort }, rowKey);
  const context = useMemo(() => ({ now, zone, workspaces: byId }), [now, zone, byId]);
  const open = useCallback(
    (row: EventRow) =>
      void navigate({ to: '/events/$workspaceId/$id', params: { workspaceId: String(row.workspaceId), id: row.id } }),
    [navigate],
  );
  const [selected, setSelected] = useState<string>();
  return (
    <div className={styles['fill']}>
      <FilterBar
        label="Events of this calendar"
        end={list.total === undefined ? null : <span>{totalOf(list.total, 'event')}</span>}
      >
        {PARTS.map((name) => (
          <Chip key={name} on={part === name} onToggle={() => setPart(name)}>
            {PART_WORDS[name]}
          </Chip>
        ))}
      </FilterBar>
      {list.state === 'failed' && list.failure !== null ? (
        <ErrorState title="The events could not be read" failure={list.failure} onRetry={list.retry} />
      ) : list.state === 'ready' && list.rowCount === 0 ? (
        <EmptyState
          title={part === 'ahead' ? 'No events ahead' : 'No past events'}
          text="None that Callboard has read. Recall keeps events from about a day back to four weeks ahead."
        />
      ) : (
        <Grid
          ref={grid}
          label="Events of this calendar"
          columns={CALENDAR_EVENT_COLUMNS}
          context={context}
          rowCount={list.rowCount}
          totalCount={list.total?.exact === true ? list.total.count : -1}
          rowAt={list.rowAt}
          keyOf={rowKey}
          placeOf={list.placeOf}
          rowHeight={ROW_HEIGHTS[density]}
          selected={selected}
          memory={name}
          onSelect={(row) => setSelected(rowKey(row))}
          onOpen={open}
          onNeedRows={list.needRows}
        />
      )}
    </div>
  );
}
