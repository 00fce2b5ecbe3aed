/** The calendars list with the selected calendar beside it. All of it is in the address. */
import { useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, type ReactElement } from 'react';
import { readSort, sortText } from '../../address.ts';
import { useCommand } from '../../commands.ts';
import { useNow } from '../../use-now.ts';
import { calendarTargetsOf } from '../../components/actions/selection.ts';
import { calendarSelection } from '../../components/actions/selection-store.ts';
import { useCalendarCommands } from '../../components/actions/use-calendar-commands.ts';
import { useRowSelection } from '../../components/actions/use-row-selection.ts';
import type { GridSort } from '../../components/grid/columns.ts';
import { ListPane } from '../../components/list/list-pane.tsx';
import { rowKey, useListRows } from '../../components/list/use-list-rows.ts';
import { SplitView } from '../../components/split/split-view.tsx';
import { useTimeZone } from '../../time-zone.tsx';
import { NothingYet } from '../nothing-yet.tsx';
import { useScopeView } from '../scope.ts';
import { useListPlace } from '../use-list-place.ts';
import { CalendarDetail } from './calendar-detail.tsx';
import { CalendarFilters } from './calendar-filters.tsx';
import { calendarColumns } from './columns.tsx';
import {
  CALENDAR_SORT_COLUMNS,
  calendarFilterOf,
  calendarSortOf,
  isCalendarFiltered,
  NO_FILTERS,
  type CalendarsSearch,
} from './search.ts';

/** The page at `/calendars`. */
export function CalendarsView(): ReactElement {
  const search = useSearch({ from: '/calendars' });
  const { grid, selected, change, select, open, close, focusGrid } =
    useListPlace<CalendarsSearch>('/calendars/$workspaceId/$id');
  const { scope, workspaces, several } = useScopeView();
  const { zone } = useTimeZone();
  const now = useNow();

  const filter = calendarFilterOf(search, scope);
  const sort = calendarSortOf(search);
  const list = useListRows('calendars.list', { filter, sort }, rowKey);
  const context = useMemo(() => ({ now, zone, workspaces: workspaces.byId }), [now, zone, workspaces.byId]);

  const changeSort = useCallback(
    (next: GridSort) => {
      const known = readSort(`${next.by}.${next.direction}`, CALENDAR_SORT_COLUMNS);
      if (known !== undefined) change({ sort: sortText(known) });
    },
    [change],
  );
  const clearFilters = useCallback(() => change(NO_FILTERS), [change]);

  const { checks, selection, clear } = useRowSelection({ store: calendarSelection, list, filter });
  const chosen = selection.kind !== 'none';
  // Escape takes back the latest first: the selection, then the detail.
  useCommand('list.close', clear, chosen && selected === undefined);
  // Calendars that Recall no longer has cannot be acted on.
  const deleted = search.presence === 'deleted';
  const opened = selected === undefined ? null : { calendars: [selected] };
  useCalendarCommands(deleted ? null : (calendarTargetsOf(selection) ?? opened));

  return (
    <SplitView
      list={
        <ListPane
          label="Calendars"
          list={list}
          keyOf={rowKey}
          scope={scope}
          columns={calendarColumns(several)}
          context={context}
          selected={search.sel}
          checks={deleted ? undefined : checks}
          sort={sort}
          memory={`calendars ${JSON.stringify([filter, sort])}`}
          grid={grid}
          filters={
            <CalendarFilters search={search} scope={scope} total={list.total} onChange={change} onLeave={focusGrid} />
          }
          filtered={isCalendarFiltered(search)}
          onClearFilters={clearFilters}
          empty={
            <NothingYet
              what="calendars"
              scope={scope}
              otherwise="These workspaces have no calendars at Recall. They appear here once your application connects some."
            />
          }
          onSelect={select}
          onOpen={open}
          onClose={chosen ? clear : close}
          onSort={changeSort}
        />
      }
      detailLabel="Calendar"
      onUncover={focusGrid}
      detail={
        selected === undefined ? null : (
          <CalendarDetail
            key={search.sel}
            workspaceId={selected.workspaceId}
            id={selected.id}
            tab={search.tab ?? 'overview'}
            onTab={(tab) => change({ tab: tab === 'overview' ? undefined : tab })}
            page={false}
            onClose={close}
          />
        )
      }
    />
  );
}
