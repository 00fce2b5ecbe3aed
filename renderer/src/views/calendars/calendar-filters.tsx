/** Filters of the calendars list. */
import { lazy, Suspense, useMemo, type ReactElement } from 'react';
import type { CalendarStatus } from '../../../../shared/entities.ts';
import type { Total, WorkspaceScope } from '../../../../shared/filters.ts';
import { runCommand } from '../../commands.ts';
import { Button } from '../../components/basics/button.tsx';
import { Shape } from '../../components/basics/marks.tsx';
import { Chip, Choice, FilterBar, TextFilter } from '../../components/list/filter-bar.tsx';
import { countText, totalOf } from '../../format/numbers.ts';
import { CALENDAR_PLATFORM_WORDS, STATUS_MARKS } from '../../format/words.ts';
import { useCall } from '../../queries.ts';
import { useAfterFirstFrame } from '../../use-after-first-frame.ts';
import { CALENDAR_PLATFORM_VALUES, CALENDAR_STATUS_VALUES } from '../list-address.ts';
import styles from '../views.module.css';
import ownStyles from './calendars.module.css';
import { causeOptions, partyOptions } from './cause-options.ts';
import { isCalendarFiltered, NO_FILTERS, type CalendarsSearch } from './search.ts';

// Not with the first page: its rows are there before somebody looks for a view.
const SavedViews = lazy(async () => ({
  default: (await import('../../components/list/saved-views.tsx')).SavedViews,
}));

const PLATFORMS = CALENDAR_PLATFORM_VALUES.map((value) => ({ value, label: CALENDAR_PLATFORM_WORDS[value] }));

export interface CalendarFiltersProps {
  readonly search: CalendarsSearch;
  readonly scope: WorkspaceScope;
  readonly total: Total | undefined;
  readonly onChange: (patch: CalendarsSearch) => void;
  /** The keys go back to the list. */
  readonly onLeave: () => void;
}

/** Status chips with their counts, platform, cause, who must act, deleted ones, and part of the e-mail address. */
export function CalendarFilters({ search, scope, total, onChange, onLeave }: CalendarFiltersProps): ReactElement {
  const { data } = useCall('calendars.counts', { workspaces: scope });
  const counts = useMemo(() => {
    const sums = new Map<CalendarStatus, number>();
    for (const { status, count } of data?.rows ?? []) sums.set(status, (sums.get(status) ?? 0) + count);
    return sums;
  }, [data]);
  const afterFirstFrame = useAfterFirstFrame();
  const { data: known } = useCall('incidents.counts', { workspaces: scope }, { enabled: afterFirstFrame });
  const causes = useMemo(() => causeOptions(known?.causes ?? [], search.cause), [known, search.cause]);
  const parties = useMemo(() => partyOptions(known?.causes ?? [], search.party), [known, search.party]);
  const deleted = search.presence === 'deleted';
  // A status that no calendar has needs no chip, unless it is the one in force.
  const statuses = CALENDAR_STATUS_VALUES.filter(
    (status) => status !== 'unknown' || (counts.get(status) ?? 0) > 0 || search.status === status,
  );
  return (
    <FilterBar
      label="Filter calendars"
      end={
        <>
          <span className={ownStyles['views']}>
            {afterFirstFrame ? (
              <Suspense>
                <SavedViews page="calendars" />
              </Suspense>
            ) : null}
          </span>
          {total === undefined ? null : <span>{totalOf(total, 'calendar')}</span>}
          <Button size="small" onClick={() => void runCommand('calendar.connect')}>
            Connect a calendar…
          </Button>
        </>
      }
    >
      <TextFilter
        label="Filter by e-mail address"
        placeholder="Filter by e-mail  /"
        value={search.q ?? ''}
        onChange={(text) => onChange({ q: text === '' ? undefined : text })}
        onLeave={onLeave}
      />
      {statuses.map((status) => (
        <Chip
          key={status}
          on={search.status === status}
          onToggle={() => onChange({ status: search.status === status ? undefined : status })}
          // Counts are of calendars that Recall still has; beside deleted ones they would mislead.
          count={deleted || data === undefined ? undefined : countText(counts.get(status) ?? 0)}
        >
          <Shape shape={STATUS_MARKS[status].shape} />
          {STATUS_MARKS[status].word}
        </Chip>
      ))}
      <span className={styles['separator']} />
      <Choice
        label="Platform"
        any="Any platform"
        value={search.platform}
        options={PLATFORMS}
        onChange={(platform) => onChange({ platform })}
      />
      <span className={ownStyles['cause']}>
        <Choice
          label="Cause"
          any="Any cause"
          value={search.cause}
          options={causes}
          onChange={(cause) => onChange({ cause })}
        />
      </span>
      <span className={ownStyles['party']}>
        <Choice
          label="Who acts"
          any="Any party"
          value={search.party}
          options={parties}
          onChange={(party) => onChange({ party })}
        />
      </span>
      <Chip
        on={deleted}
        onToggle={() => onChange({ presence: deleted ? undefined : 'deleted' })}
        hint="Calendars that Recall no longer has; Callboard keeps what it knew"
      >
        Deleted
      </Chip>
      {search.client === undefined ? null : (
        <Chip on onToggle={() => onChange({ client: undefined })} hint={`OAuth client ${search.client}`}>
          Client <bdi>{shortened(search.client)}</bdi>
        </Chip>
      )}
      {isCalendarFiltered(search) ? (
        <Button size="small" onClick={() => onChange(NO_FILTERS)}>
          Clear filters
        </Button>
      ) : null}
    </FilterBar>
  );
}

/** Client ids differ at their beginning; the whole one is in the hint. */
function shortened(clientId: string): string {
  return clientId.length <= 16 ? clientId : `${clientId.slice(0, 14)}…`;
}
