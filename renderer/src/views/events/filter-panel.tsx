/** Every filter of the schedule on one panel. They apply as they are chosen. */
import { useId, type ReactElement, type ReactNode } from 'react';
import type { WorkspaceScope } from '../../../../shared/filters.ts';
import { EXTERNALS, VERDICTS, type VerdictReason } from '../../../../shared/values.ts';
import type { ReasonCount } from '../../../../shared/verdicts.ts';
import { sortText } from '../../address.ts';
import list from '../../components/list/list.module.css';
import { Chip } from '../../components/list/filter-bar.tsx';
import { totalText } from '../../format/numbers.ts';
import { COVERAGE_MARKS, MEETING_PLATFORM_WORDS, titled, VERDICT_WORDS } from '../../format/words.ts';
import { EVENT_COVERAGE_VALUES, MEETING_PLATFORM_VALUES } from '../list-address.ts';
import { EXTERNAL_WORDS } from './active-filters.tsx';
import { DomainField } from './domain-field.tsx';
import { RestingText } from './resting-text.tsx';
import { eventSortOf, isJudged, pickOrganizer, verdictsOf, verdictsText, type EventsSearch } from './search.ts';
import styles from './schedule.module.css';
import { byStart, VerdictChip } from './verdict-chips.tsx';

export interface FilterPanelProps {
  readonly search: EventsSearch;
  readonly scope: WorkspaceScope;
  /** Whole minutes, ms UTC. */
  readonly now: number;
  readonly reasons: readonly ReasonCount[] | undefined;
  readonly onChange: (patch: EventsSearch) => void;
}

export function FilterPanel({ search, scope, now, reasons, onChange }: FilterPanelProps): ReactElement {
  /** What is known once an event was judged is answered by start only. */
  const judged = (patch: EventsSearch): void => onChange({ ...patch, sort: byStart(search) });
  const external = search.external === 'any' ? undefined : search.external;
  return (
    <div className={styles['panel']}>
      <fieldset>
        <legend>Verdict</legend>
        <div className={styles['chips']}>
          {VERDICTS.map((verdict) => (
            <VerdictChip key={verdict} verdict={verdict} search={search} reasons={reasons} onChange={onChange} />
          ))}
        </div>
      </fieldset>
      <Field label="Reason">
        {(id) => (
          <ReasonChoice
            id={id}
            value={search.reason}
            reasons={shownReasons(reasons ?? [], search)}
            onChange={(chosen) =>
              judged(
                chosen === undefined
                  ? { reason: undefined }
                  : { reason: chosen.reason, verdict: verdictsText([chosen.verdict]) },
              )
            }
          />
        )}
      </Field>
      <Field label="Guests">
        {(id) => (
          <Select
            id={id}
            any="Any"
            value={external}
            options={EXTERNALS.map((value) => ({ value, label: EXTERNAL_WORDS[value] }))}
            onChange={(value) => judged({ external: value })}
          />
        )}
      </Field>
      <Field label="Customer">
        {(id) => (
          <DomainField
            id={id}
            first
            scope={scope}
            now={now}
            value={search.domain}
            onChange={(domain) => judged({ domain })}
          />
        )}
      </Field>
      <Field label="Organiser">
        {(id) => (
          <RestingText
            id={id}
            placeholder="E-mail address"
            value={search.organizer ?? ''}
            maxLength={320}
            onChange={(text) => judged({ organizer: pickOrganizer(text) })}
          />
        )}
      </Field>
      <Field label="Meeting">
        {(id) => (
          <Select
            id={id}
            any="Any platform"
            value={search.meeting}
            options={MEETING_PLATFORM_VALUES.map((value) => ({ value, label: MEETING_PLATFORM_WORDS[value] }))}
            onChange={(meeting) => onChange({ meeting })}
          />
        )}
      </Field>
      <Field label="Bot in the event">
        {(id) => (
          <Select
            id={id}
            any="Any"
            value={search.coverage}
            options={EVENT_COVERAGE_VALUES.map((value) => ({ value, label: COVERAGE_MARKS[value].word }))}
            onChange={(coverage) => onChange({ coverage })}
          />
        )}
      </Field>
      <div className={styles['chips']}>
        <Chip
          on={search.recipe !== undefined}
          onToggle={() => judged({ recipe: search.recipe === undefined ? 'breaks' : undefined })}
          hint="Events whose bot has a deduplication key of another recipe than the one that its workspace uses"
        >
          Breaks the recipe
        </Chip>
        {search.view === undefined ? <RecentlyChanged search={search} onChange={onChange} /> : null}
      </div>
    </div>
  );
}

/** The agenda by when events last changed; that goes without time window and without anything that a verdict says. */
function RecentlyChanged({ search, onChange }: Pick<FilterPanelProps, 'search' | 'onChange'>): ReactElement {
  const on = eventSortOf(search).by === 'updated';
  const judged = isJudged(search);
  return (
    <Chip
      on={on}
      disabled={judged}
      onToggle={() => onChange({ sort: on ? undefined : sortText({ by: 'updated', direction: 'desc' }) })}
      hint={
        judged
          ? 'With a filter by verdict, customer or organiser the list is always sorted by start.'
          : 'Sort by when events last changed at Recall'
      }
    >
      Recently changed first
    </Chip>
  );
}

/** A named field; its content gets the id that the name is for. */
function Field(props: { readonly label: string; readonly children: (id: string) => ReactNode }): ReactElement {
  const id = useId();
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{props.label}</label>
      {props.children(id)}
    </div>
  );
}

function Select<V extends string>(props: {
  readonly id: string;
  readonly any: string;
  readonly value: V | undefined;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V | undefined) => void;
}): ReactElement {
  const { id, any, value, options, onChange } = props;
  return (
    <select
      id={id}
      className={list['choice']}
      data-on={value === undefined ? undefined : ''}
      value={value ?? ''}
      onChange={(event) => onChange(options.find((option) => option.value === event.target.value)?.value)}
    >
      <option value="">{any}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** The reasons that occur, of the chosen verdicts where some are chosen, most frequent first. */
function shownReasons(reasons: readonly ReasonCount[], search: EventsSearch): readonly ReasonCount[] {
  const chosen = verdictsOf(search.verdict);
  return reasons
    .filter(({ verdict, count }) => count.count > 0 && (chosen.length === 0 || chosen.includes(verdict)))
    .toSorted((a, b) => b.count.count - a.count.count);
}

/** Reasons by verdict: the same one can stand under several (never scheduled: will be missed, and missed). */
function ReasonChoice(props: {
  readonly id: string;
  readonly value: VerdictReason | undefined;
  readonly reasons: readonly ReasonCount[];
  readonly onChange: (chosen: ReasonCount | undefined) => void;
}): ReactElement {
  const { id, value, reasons, onChange } = props;
  const keyOf = (row: ReasonCount): string => `${row.verdict} ${row.reason}`;
  const chosen = reasons.find((row) => row.reason === value);
  return (
    <select
      id={id}
      className={list['choice']}
      data-on={value === undefined ? undefined : ''}
      value={value === undefined ? '' : chosen === undefined ? value : keyOf(chosen)}
      onChange={(event) => onChange(reasons.find((row) => keyOf(row) === event.target.value))}
    >
      <option value="">Any reason</option>
      {value !== undefined && chosen === undefined ? <option value={value}>{titled(value)} (0)</option> : null}
      {VERDICTS.filter((verdict) => reasons.some((row) => row.verdict === verdict)).map((verdict) => (
        <optgroup key={verdict} label={VERDICT_WORDS[verdict]}>
          {reasons
            .filter((row) => row.verdict === verdict)
            .map((row) => (
              <option key={keyOf(row)} value={keyOf(row)}>
                {row.title} ({totalText(row.count)})
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  );
}
