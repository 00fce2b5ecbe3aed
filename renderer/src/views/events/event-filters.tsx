/** Filters of the agenda. */
import type { ReactElement } from 'react';
import type { EventFilter, EventSort, Total, WorkspaceScope } from '../../../../shared/filters.ts';
import { readRef } from '../../address.ts';
import { Button } from '../../components/basics/button.tsx';
import { Chip, FilterBar } from '../../components/list/filter-bar.tsx';
import { SavedViewsLater } from '../../components/list/saved-views-later.tsx';
import { totalOf, totalText } from '../../format/numbers.ts';
import { useCall } from '../../queries.ts';
import { useAfterFirstFrame } from '../../use-after-first-frame.ts';
import styles from '../views.module.css';
import { ActiveFilters } from './active-filters.tsx';
import { ExportEvents } from './export-events.tsx';
import { MoreFilters } from './more-filters.tsx';
import { eventSortOf, isEventFiltered, NO_EVENT_FILTERS, type EventsSearch } from './search.ts';
import { useReasonCounts } from './use-reason-counts.ts';
import { VerdictChips } from './verdict-chips.tsx';
import { ViewSwitch } from './view-switch.tsx';
import { DEFAULT_WINDOW, isDay, WINDOW_MEANING, WINDOW_WORDS, WINDOWS, type WindowName } from './windows.ts';

/** Always offered; the others are shown while they are in the address. */
const OFFERED: readonly WindowName[] = ['24h', '7d', 'all', 'past'];
const ONLY_BY_START = 'A time window and a calendar can be chosen only while the list is sorted by start.';

export interface EventFiltersProps {
  readonly search: EventsSearch;
  readonly scope: WorkspaceScope;
  /** Whole minutes, ms UTC. */
  readonly now: number;
  /** What the list is asked for, and the export too. */
  readonly filter: EventFilter;
  readonly sort: EventSort;
  readonly total: Total | undefined;
  readonly onChange: (patch: EventsSearch) => void;
}

/** Time window and verdicts; everything else is a press away, and shows while it is on. */
export function EventFilters(props: EventFiltersProps): ReactElement {
  const { search, scope, now, filter, total, onChange } = props;
  const { data: counts } = useCall('events.counts', { workspaces: scope, now });
  // The rows come first: what they count by may take longer.
  const reasons = useReasonCounts(search, scope, now, total !== undefined);
  const byStart = eventSortOf(search).by === 'start';
  const when = search.when ?? DEFAULT_WINDOW;
  const calendar = readRef(search.cal);
  return (
    <FilterBar
      label="Filter the schedule"
      end={
        <>
          {total === undefined ? null : <span>{totalOf(total, 'event')}</span>}
          <ExportEvents filter={filter} sort={props.sort} disabled={total === undefined || total.count === 0} />
          <SavedViewsLater page="events" />
        </>
      }
    >
      <ViewSwitch search={search} />
      {WINDOWS.filter((name) => OFFERED.includes(name) || name === when).map((name) => (
        <Chip
          key={name}
          on={byStart && when === name}
          disabled={!byStart}
          hint={byStart ? WINDOW_MEANING[name] : ONLY_BY_START}
          onToggle={() => onChange({ when: name === DEFAULT_WINDOW ? undefined : name })}
          count={name === '24h' && counts !== undefined ? totalText(counts.next24h) : undefined}
        >
          {WINDOW_WORDS[name]}
        </Chip>
      ))}
      <DayField
        day={isDay(when) ? when : ''}
        disabled={!byStart}
        hint={byStart ? 'Events of one day' : ONLY_BY_START}
        onChange={(chosen) => onChange({ when: chosen })}
      />
      <span className={styles['separator']} />
      <VerdictChips search={search} reasons={reasons} past={when === 'past'} onChange={onChange} />
      <MoreFilters search={search} scope={scope} now={now} reasons={reasons} onChange={onChange} />
      <ActiveFilters search={search} reasons={reasons} onChange={onChange} />
      {calendar === undefined ? null : <CalendarChip calendar={calendar} byStart={byStart} onChange={onChange} />}
      {byStart ? null : (
        <Chip on onToggle={() => onChange({ sort: undefined })} hint="Back to sorting by start">
          Recently changed <span aria-hidden="true">✕</span>
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
export function DayField(props: {
  readonly day: string;
  readonly disabled?: boolean;
  readonly hint: string;
  readonly onChange: (day: string | undefined) => void;
}): ReactElement {
  const { day, disabled = false, hint, onChange } = props;
  if (!useAfterFirstFrame()) return <span className={styles['day']} />;
  return (
    <input
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
