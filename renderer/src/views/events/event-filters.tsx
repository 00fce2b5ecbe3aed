/** Filters of the schedule. */
import type { ReactElement } from 'react';
import type { Total, WorkspaceScope } from '../../../../shared/filters.ts';
import { readRef, sortText } from '../../address.ts';
import { useCommand } from '../../commands.ts';
import { Button } from '../../components/basics/button.tsx';
import { Shape } from '../../components/basics/marks.tsx';
import { Chip, Choice, FilterBar } from '../../components/list/filter-bar.tsx';
import { SavedViewsLater } from '../../components/list/saved-views-later.tsx';
import { totalOf, totalText } from '../../format/numbers.ts';
import { COVERAGE_MARKS, COVERAGE_MEANING, MEETING_PLATFORM_WORDS } from '../../format/words.ts';
import { useCall } from '../../queries.ts';
import { useAfterFirstFrame } from '../../use-after-first-frame.ts';
import { EVENT_COVERAGE_VALUES, MEETING_PLATFORM_VALUES } from '../list-address.ts';
import styles from '../views.module.css';
import {
  DEFAULT_WINDOW,
  eventSortOf,
  isDay,
  isEventFiltered,
  NO_EVENT_FILTERS,
  WINDOWS,
  type EventsSearch,
  type WindowName,
} from './search.ts';

const WINDOW_WORDS: Readonly<Record<WindowName, string>> = {
  '24h': 'Next 24 hours',
  '7d': 'Next 7 days',
  all: 'All',
  past: 'Past',
};
const PLATFORMS = MEETING_PLATFORM_VALUES.map((value) => ({ value, label: MEETING_PLATFORM_WORDS[value] }));
const DAY_FIELD = 'schedule-day';
const ONLY_BY_START = 'A time window and a calendar can be chosen only while the list is sorted by start.';

export interface EventFiltersProps {
  readonly search: EventsSearch;
  readonly scope: WorkspaceScope;
  /** Whole minutes, ms UTC. */
  readonly now: number;
  readonly total: Total | undefined;
  readonly onChange: (patch: EventsSearch) => void;
}

/** Time window, coverage, meeting platform; badges say what the next 24 hours hold. */
export function EventFilters({ search, scope, now, total, onChange }: EventFiltersProps): ReactElement {
  const { data: counts } = useCall('events.counts', { workspaces: scope, now });
  const sort = eventSortOf(search);
  const byStart = sort.by === 'start';
  const when = search.when ?? DEFAULT_WINDOW;
  const day = isDay(when) ? when : '';
  const calendar = readRef(search.cal);
  useCommand('list.filter', () => document.getElementById(DAY_FIELD)?.focus());
  return (
    <FilterBar
      label="Filter the schedule"
      end={
        <>
          {total === undefined ? null : <span>{totalOf(total, 'event')}</span>}
          <SavedViewsLater page="events" />
        </>
      }
    >
      {WINDOWS.map((name) => (
        <Chip
          key={name}
          on={byStart && when === name}
          disabled={!byStart}
          hint={byStart ? undefined : ONLY_BY_START}
          onToggle={() => onChange({ when: name === DEFAULT_WINDOW ? undefined : name })}
          count={name === '24h' && counts !== undefined ? totalText(counts.next24h) : undefined}
        >
          {WINDOW_WORDS[name]}
        </Chip>
      ))}
      <DayField
        day={day}
        disabled={!byStart}
        hint={byStart ? 'Events of one day' : ONLY_BY_START}
        onChange={(chosen) => onChange({ when: chosen })}
      />
      <span className={styles['separator']} />
      {EVENT_COVERAGE_VALUES.map((coverage) => (
        <Chip
          key={coverage}
          on={search.coverage === coverage}
          onToggle={() => onChange({ coverage: search.coverage === coverage ? undefined : coverage })}
          hint={COVERAGE_MEANING[coverage]}
          // Beside another window the number of the next 24 hours would be taken for that window's.
          count={
            coverage === 'no_bot' && byStart && when === '24h' && counts !== undefined
              ? totalText(counts.next24hWithoutBot)
              : undefined
          }
        >
          <Shape shape={COVERAGE_MARKS[coverage].shape} />
          {COVERAGE_MARKS[coverage].word}
        </Chip>
      ))}
      <Choice
        label="Meeting platform"
        any="Any meeting"
        value={search.meeting}
        options={PLATFORMS}
        onChange={(meeting) => onChange({ meeting })}
      />
      {calendar === undefined ? null : <CalendarChip calendar={calendar} byStart={byStart} onChange={onChange} />}
      {byStart ? (
        <Chip
          on={false}
          onToggle={() => onChange({ sort: sortText({ by: 'updated', direction: 'desc' }) })}
          hint="Sort by when events last changed at Recall"
        >
          Recently changed
        </Chip>
      ) : (
        <Chip on onToggle={() => onChange({ sort: undefined })} hint="Back to sorting by start">
          Recently changed
        </Chip>
      )}
      {byStart ? null : <span className={styles['explain']}>All times: a window needs sorting by start.</span>}
      {isEventFiltered(search) ? (
        <Button size="small" onClick={() => onChange(NO_EVENT_FILTERS)}>
          Clear filters
        </Button>
      ) : null}
    </FilterBar>
  );
}

/** One day. Not in the first frame: a field for dates makes the browser load its language data (15 ms). */
function DayField(props: {
  readonly day: string;
  readonly disabled: boolean;
  readonly hint: string;
  readonly onChange: (day: string | undefined) => void;
}): ReactElement {
  const { day, disabled, hint, onChange } = props;
  if (!useAfterFirstFrame()) return <span className={styles['day']} />;
  return (
    <input
      id={DAY_FIELD}
      type="date"
      className={styles['day']}
      aria-label="One day"
      data-on={!disabled && day !== '' ? '' : undefined}
      disabled={disabled}
      value={day}
      min="1970-01-01"
      max="2999-12-31"
      title={hint}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
    />
  );
}

/** The one calendar that the list is limited to; pressing it lifts the limit. */
function CalendarChip(props: {
  readonly calendar: { readonly workspaceId: number; readonly id: string };
  readonly byStart: boolean;
  readonly onChange: (patch: EventsSearch) => void;
}): ReactElement {
  const { calendar, byStart, onChange } = props;
  const { data } = useCall('calendars.get', calendar);
  return (
    <Chip
      on={byStart}
      onToggle={() => onChange({ cal: undefined })}
      hint={byStart ? 'Only events of this calendar. Press to show those of all calendars.' : ONLY_BY_START}
    >
      {data?.calendar.email ?? data?.calendar.oauthEmail ?? 'One calendar'} <span aria-hidden="true">✕</span>
    </Chip>
  );
}
