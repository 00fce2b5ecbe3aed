/** The schedule: events of the workspaces in scope, with the selected event beside them. All of it is in the address. */
import { useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, type ReactElement } from 'react';
import { readSort, sortText } from '../../address.ts';
import { useCommand } from '../../commands.ts';
import { FixAll } from '../../components/actions/fix-all.tsx';
import { eventTargetsOf } from '../../components/actions/selection.ts';
import { eventSelection } from '../../components/actions/selection-store.ts';
import { useEventCommands } from '../../components/actions/use-event-commands.ts';
import { useRowSelection } from '../../components/actions/use-row-selection.ts';
import { Button } from '../../components/basics/button.tsx';
import { useNow } from '../../use-now.ts';
import type { GridSort } from '../../components/grid/columns.ts';
import { ListPane } from '../../components/list/list-pane.tsx';
import { rowKey, useListRows } from '../../components/list/use-list-rows.ts';
import { SplitView } from '../../components/split/split-view.tsx';
import { useTimeZone } from '../../time-zone.tsx';
import { NothingYet } from '../nothing-yet.tsx';
import { useScopeView } from '../scope.ts';
import { useListPlace } from '../use-list-place.ts';
import { eventColumns } from './columns.tsx';
import { EventDetail } from './event-detail.tsx';
import { EventFilters } from './event-filters.tsx';
import {
  EVENT_SORT_COLUMNS,
  eventFilterOf,
  eventSortOf,
  isEventFiltered,
  isJudged,
  NO_EVENT_FILTERS,
  type EventsSearch,
} from './search.ts';
import { useWindowNow } from './use-window-now.ts';

const DayView = lazy(async () => ({ default: (await import('./day/day-view.tsx')).DayView }));
const CoverageView = lazy(async () => ({ default: (await import('./customers/coverage-view.tsx')).CoverageView }));

/** The page at `/events`. */
export function EventsView(): ReactElement {
  const view = useSearch({ from: '/events', select: (search) => search.view });
  if (view === undefined) return <Agenda />;
  return <Suspense>{view === 'day' ? <DayView /> : <CoverageView />}</Suspense>;
}

function Agenda(): ReactElement {
  const search = useSearch({ from: '/events' });
  const { grid, selected, change, select, open, close, focusGrid } =
    useListPlace<EventsSearch>('/events/$workspaceId/$id');
  const { scope, workspaces, several } = useScopeView();
  const { zone } = useTimeZone();
  const now = useNow();

  const sort = eventSortOf(search);
  const { when } = search;
  const name = `events ${JSON.stringify([scope, { ...search, sel: undefined, tab: undefined }, sort])}`;
  const windowNow = useWindowNow(grid, name);
  const filter = eventFilterOf(search, scope, windowNow, zone);
  const list = useListRows('events.list', { filter, sort }, rowKey);
  const context = useMemo(() => ({ now, zone, workspaces: workspaces.byId }), [now, zone, workspaces.byId]);

  const changeSort = useCallback(
    (next: GridSort) => {
      const known = readSort(`${next.by}.${next.direction}`, EVENT_SORT_COLUMNS);
      // Recently changed is what people mean by sorting by change.
      const first = known?.by === 'updated' && sort.by !== 'updated' ? { ...known, direction: 'desc' as const } : known;
      if (first !== undefined) change({ sort: sortText(first) });
    },
    [change, sort.by],
  );
  const clearFilters = useCallback(() => change(NO_EVENT_FILTERS), [change]);

  const { checks, selection, clear } = useRowSelection({
    store: eventSelection,
    list,
    filter,
    // With a window that stands still: the next minute is the same list.
    name: JSON.stringify(eventFilterOf(search, scope, 0, zone)),
  });
  const chosen = selection.kind !== 'none';
  // Escape takes back the latest first: the selection, then the detail.
  useCommand('list.close', clear, chosen && selected === undefined);
  useEventCommands(eventTargetsOf(selection) ?? (selected === undefined ? null : { events: [selected] }));

  return (
    <SplitView
      list={
        <ListPane
          label="Schedule"
          list={list}
          keyOf={rowKey}
          scope={scope}
          columns={eventColumns(several, !isJudged(search))}
          context={context}
          selected={search.sel}
          checks={checks}
          sort={sort}
          memory={name}
          grid={grid}
          filters={
            <>
              <EventFilters
                search={search}
                scope={scope}
                now={windowNow}
                filter={filter}
                sort={sort}
                total={list.total}
                onChange={change}
              />
              <FixAll filter={filter} total={list.outdated ? undefined : list.total} now={windowNow} />
            </>
          }
          filtered={isEventFiltered(search)}
          onClearFilters={clearFilters}
          empty={
            <NothingYet
              what="events"
              scope={scope}
              otherwise={
                when === undefined && sort.by === 'start'
                  ? 'No event that Recall knows of starts in the next 7 days.'
                  : 'The calendars of these workspaces have no events that Recall knows of.'
              }
            >
              {when === undefined && sort.by === 'start' ? (
                <Button size="small" onClick={() => change({ when: 'all' })}>
                  Show all times
                </Button>
              ) : null}
            </NothingYet>
          }
          onSelect={select}
          onOpen={open}
          onClose={chosen ? clear : close}
          onSort={changeSort}
        />
      }
      detailLabel="Event"
      onUncover={focusGrid}
      detail={
        selected === undefined ? null : (
          <EventDetail
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
