/** One day of the schedule on a time line, with the selected meeting beside it. All of it is in the address. */
import { Link, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, type ReactElement, type ReactNode } from 'react';
import { useCommand } from '../../../commands.ts';
import { Button } from '../../../components/basics/button.tsx';
import { WorkspaceTag } from '../../../components/basics/marks.tsx';
import { DetailSkeleton, EmptyState, ErrorState, Note } from '../../../components/basics/states.tsx';
import detail from '../../../components/detail/detail.module.css';
import { useDensity } from '../../../components/grid/density.ts';
import { rowKey, useListRows } from '../../../components/list/use-list-rows.ts';
import { useSyncNote } from '../../../components/list/use-sync-note.ts';
import { SplitView } from '../../../components/split/split-view.tsx';
import { countText, plural, totalText } from '../../../format/numbers.ts';
import { dayBounds, dayKey, dayText } from '../../../format/time.ts';
import { useTimeZone } from '../../../time-zone.tsx';
import { useNow } from '../../../use-now.ts';
import { useScopeView } from '../../scope.ts';
import { useListPlace } from '../../use-list-place.ts';
import { EventDetail } from '../event-detail.tsx';
import { eventFilterOf, type EventsSearch } from '../search.ts';
import { useReasonCounts } from '../use-reason-counts.ts';
import { dayAfter, isDay } from '../windows.ts';
import { DayBar } from './day-bar.tsx';
import styles from './day.module.css';
import { domainOf, lanesOf, leftOutText, shownSpan, type Lane } from './lanes.ts';
import { Timeline } from './timeline.tsx';

/** Beyond this many a picture of a day says nothing any more; the agenda has them all. */
const MOST_DRAWN = 1_000;
/** Lane of meetings whose mailbox is not known; no domain is spelled like this. */
const NO_DOMAIN = '~';

export function DayView(): ReactElement {
  const search = useSearch({ from: '/events' });
  const { grid, selected, change, select, open, close, focusGrid } =
    useListPlace<EventsSearch>('/events/$workspaceId/$id');
  const { scope, workspaces } = useScopeView();
  const { zone } = useTimeZone();
  const now = useNow();
  const compact = useDensity() === 'compact';
  const note = useSyncNote(scope);

  const today = dayKey(now, zone);
  const day = search.when !== undefined && isDay(search.when) ? search.when : today;
  const bounds = dayBounds(day, zone) ?? { from: now, to: now };
  const asked: EventsSearch = { ...search, when: day, sort: undefined };
  const filter = eventFilterOf(asked, scope, now, zone);
  const list = useListRows('events.list', { filter, sort: { by: 'start', direction: 'asc' } }, rowKey);
  const reasons = useReasonCounts(asked, scope, now, list.state === 'ready');

  // The whole day, as far as it can be drawn; the grid of the agenda asks as it scrolls instead.
  const { needRows, rows } = list;
  const more = list.rowCount > rows.length;
  useEffect(() => {
    if (more && rows.length < MOST_DRAWN) needRows();
  }, [more, needRows, rows.length]);

  const byWorkspace = search.lanes === 'workspace';
  const lanes = useMemo(
    () =>
      lanesOf(rows.slice(0, MOST_DRAWN), (event) =>
        byWorkspace ? String(event.workspaceId) : (domainOf(event) ?? NO_DOMAIN),
      ),
    [rows, byWorkspace],
  );
  const nameOf = (lane: Lane): ReactNode => {
    if (byWorkspace) return <WorkspaceTag workspace={workspaces.byId.get(Number(lane.key))} />;
    return lane.key === NO_DOMAIN ? 'No mailbox known yet' : <bdi>{lane.key}</bdi>;
  };
  const drawn = lanes.reduce((sum, lane) => sum + lane.bars.length, 0);
  const left = leftOutText(rows);
  const words = dayText(bounds.from, zone, now);

  const step = (key: 'j' | 'k' | 'Enter'): void => {
    if (key !== 'Enter') grid.current?.focus();
    grid.current?.press(key);
  };
  useCommand('list.next', () => step('j'));
  useCommand('list.previous', () => step('k'));
  useCommand('list.open', () => step('Enter'));

  const agenda = (
    <Link to="/events" search={{ ...search, view: undefined, when: day }} className={detail['link']}>
      Go to the agenda
    </Link>
  );
  return (
    <SplitView
      list={
        <div className={styles['pane']}>
          <DayBar
            search={search}
            scope={scope}
            now={now}
            day={day}
            today={today}
            reasons={reasons}
            aside={list.state === 'ready' ? plural(drawn, 'meeting') : null}
            onChange={change}
          />
          {note === null ? null : <Note tone={note.tone}>{note.text}</Note>}
          {list.state === 'ready' && more && rows.length >= MOST_DRAWN ? (
            <Note tone="plain" action={agenda}>
              These are the first {countText(MOST_DRAWN)} of {list.total === undefined ? 'more' : totalText(list.total)}{' '}
              events of {words}. Choose a workspace, a customer or a verdict to see the rest of the day, or read it line
              by line.
            </Note>
          ) : left === null || drawn === 0 ? null : (
            <Note tone="plain" action={agenda}>
              {left}
            </Note>
          )}
          {list.state === 'failed' && list.failure !== null ? (
            <ErrorState title="The day could not be read" failure={list.failure} onRetry={list.retry} />
          ) : list.state === 'loading' ? (
            <DetailSkeleton label="Reading the day" />
          ) : drawn === 0 ? (
            <EmptyState
              title={`No meetings on ${words}`}
              text={left ?? 'None that Callboard has read, in these workspaces and with these filters.'}
            >
              <Button size="small" onClick={() => change({ when: dayAfter(day, 1), sel: undefined })}>
                Next day
              </Button>
              {agenda}
            </EmptyState>
          ) : (
            <Timeline
              key={day}
              ref={grid}
              label={`Meetings of ${words}`}
              lanes={lanes}
              nameOf={nameOf}
              span={shownSpan(lanes, bounds, now)}
              zone={zone}
              compact={compact}
              selected={search.sel}
              onSelect={select}
              onOpen={open}
            />
          )}
        </div>
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
