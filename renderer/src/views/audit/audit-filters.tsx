/** Filters of the audit log, and the way to take exactly what they leave as a file. */
import type { ReactElement } from 'react';
import type { AuditFilter } from '../../../../shared/actions.ts';
import type { Total } from '../../../../shared/filters.ts';
import { AUDIT_STATES } from '../../../../shared/values.ts';
import { readRef } from '../../address.ts';
import { Button } from '../../components/basics/button.tsx';
import { Shape } from '../../components/basics/marks.tsx';
import { Chip, Choice, FilterBar, TextFilter } from '../../components/list/filter-bar.tsx';
import { totalOf } from '../../format/numbers.ts';
import { useCall } from '../../queries.ts';
import { call } from '../../rpc.ts';
import { ExportButtons } from '../export-buttons.tsx';
import styles from '../views.module.css';
import { isAuditFiltered, NO_AUDIT_FILTERS, type AuditSearch } from './search.ts';
import { ACTION_CHOICES, actionName, AUDIT_MARKS, AUDIT_MEANING } from './words.ts';

export interface AuditFiltersProps {
  readonly search: AuditSearch;
  /** What the list is asked for, and the export too. */
  readonly filter: AuditFilter;
  readonly total: Total | undefined;
  readonly onChange: (patch: AuditSearch) => void;
  readonly onLeave: () => void;
}

export function AuditFilters({ search, filter, total, onChange, onLeave }: AuditFiltersProps): ReactElement {
  // An action that has left the code is still in the log, and in addresses.
  const actions =
    search.action === undefined || ACTION_CHOICES.some(({ value }) => value === search.action)
      ? ACTION_CHOICES
      : [...ACTION_CHOICES, { value: search.action, label: actionName(search.action) }];
  return (
    <FilterBar
      label="Filter the audit log"
      end={
        <>
          {total === undefined ? null : <span>{totalOf(total, 'entry', 'entries')}</span>}
          <ExportButtons
            what="audit log"
            file="callboard-audit"
            read={(format, after) => call('exports.audit', { filter, format, after })}
            disabled={total?.count === 0}
          />
        </>
      }
    >
      <TextFilter
        label="Filter by target, workspace, user or text"
        placeholder="Filter by text  /"
        value={search.q ?? ''}
        onChange={(text) => onChange({ q: text === '' ? undefined : text })}
        onLeave={onLeave}
      />
      {AUDIT_STATES.map((state) => (
        <Chip
          key={state}
          on={search.state === state}
          onToggle={() => onChange({ state: search.state === state ? undefined : state })}
          hint={AUDIT_MEANING[state]}
        >
          <Shape shape={AUDIT_MARKS[state].shape} />
          {AUDIT_MARKS[state].word}
        </Chip>
      ))}
      <span className={styles['separator']} />
      <Choice
        label="Action"
        any="Any action"
        value={search.action}
        options={actions}
        onChange={(action) => onChange({ action })}
      />
      <DayField
        label="From day"
        value={search.from}
        onChange={(from) => onChange({ from, ...(from !== undefined && isAfter(from, search.to) ? { to: from } : {}) })}
      />
      <span className={styles['explain']}>to</span>
      <DayField
        label="To day, included"
        value={search.to}
        onChange={(to) => onChange({ to, ...(to !== undefined && isAfter(search.from, to) ? { from: to } : {}) })}
      />
      {search.job === undefined ? null : (
        <Chip on onToggle={() => onChange({ job: undefined })} hint="Only entries of this job. Press to show all.">
          Job {search.job} <span aria-hidden="true">✕</span>
        </Chip>
      )}
      {search.cal === undefined ? null : <CalendarChip cal={search.cal} onLift={() => onChange({ cal: undefined })} />}
      {search.event === undefined ? null : (
        <EventChip event={search.event} onLift={() => onChange({ event: undefined })} />
      )}
      {isAuditFiltered(search) ? (
        <Button size="small" onClick={() => onChange(NO_AUDIT_FILTERS)}>
          Clear filters
        </Button>
      ) : null}
    </FilterBar>
  );
}

/** Days as addresses write them sort as texts; a range that ends before it begins would show nothing and say nothing. */
function isAfter(from: string | undefined, to: string | undefined): boolean {
  return from !== undefined && to !== undefined && from > to;
}

function DayField(props: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}): ReactElement {
  const { label, value, onChange } = props;
  return (
    <input
      type="date"
      className={styles['day']}
      aria-label={label}
      title={label}
      data-on={value === undefined ? undefined : ''}
      value={value ?? ''}
      min="1970-01-01"
      max="2999-12-31"
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
    />
  );
}

/** The one calendar that the log is limited to; pressing it lifts the limit. */
function CalendarChip({ cal, onLift }: { readonly cal: string; readonly onLift: () => void }): ReactElement {
  const ref = readRef(cal);
  const { data } = useCall('calendars.get', ref ?? { workspaceId: 0, id: '-' }, { enabled: ref !== undefined });
  return (
    <Chip on onToggle={onLift} hint="Only entries about this calendar. Press to show all.">
      {data?.calendar.email ?? data?.calendar.oauthEmail ?? 'One calendar'} <span aria-hidden="true">✕</span>
    </Chip>
  );
}

/** The one event that the log is limited to; pressing it lifts the limit. */
function EventChip({ event, onLift }: { readonly event: string; readonly onLift: () => void }): ReactElement {
  const ref = readRef(event);
  const { data } = useCall('events.get', ref ?? { workspaceId: 0, id: '-' }, { enabled: ref !== undefined });
  return (
    <Chip on onToggle={onLift} hint="Only entries about this event and its bots. Press to show all.">
      <bdi>{data?.event.title ?? 'One event'}</bdi> <span aria-hidden="true">✕</span>
    </Chip>
  );
}
