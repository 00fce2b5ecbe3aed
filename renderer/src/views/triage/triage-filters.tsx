/** Filters of the triage list. */
import { useMemo, type ReactElement } from 'react';
import type { Total, WorkspaceScope } from '../../../../shared/filters.ts';
import { CALENDAR_PLATFORMS, PARTIES, type IncidentState } from '../../../../shared/values.ts';
import { Button } from '../../components/basics/button.tsx';
import { Chip, Choice, FilterBar, TextFilter } from '../../components/list/filter-bar.tsx';
import { SavedViews } from '../../components/list/saved-views.tsx';
import { countText, totalText } from '../../format/numbers.ts';
import { CALENDAR_PLATFORM_WORDS, PARTY_WORDS } from '../../format/words.ts';
import { useCall } from '../../queries.ts';
import styles from '../views.module.css';
import { isTriageFiltered, NO_TRIAGE_FILTERS, type TriageSearch } from './search.ts';

const PARTY_OPTIONS = PARTIES.map((value) => ({ value, label: PARTY_WORDS[value] }));
const PLATFORM_OPTIONS = CALENDAR_PLATFORMS.map((value) => ({ value, label: CALENDAR_PLATFORM_WORDS[value] }));
const SIZE_OPTIONS = [
  { value: 'shared', label: 'Shared' },
  { value: 'single', label: 'Single' },
] as const;
const SORT_OPTIONS = [
  { value: 'first_meeting', label: 'By first meeting' },
  { value: 'newest', label: 'Newest first' },
] as const;

/** The piles, in the order of what a person does with an incident; no state: the inbox. */
const PILES: readonly { readonly show: Exclude<IncidentState, 'open'> | undefined; readonly word: string }[] = [
  { show: undefined, word: 'Inbox' },
  { show: 'acknowledged', word: 'Acknowledged' },
  { show: 'snoozed', word: 'Snoozed' },
  { show: 'resolved', word: 'Resolved' },
];

export interface TriageFiltersProps {
  readonly search: TriageSearch;
  readonly scope: WorkspaceScope;
  readonly total: Total | undefined;
  readonly onChange: (patch: TriageSearch) => void;
  /** The keys go back to the list. */
  readonly onLeave: () => void;
}

export function TriageFilters({ search, scope, total, onChange, onLeave }: TriageFiltersProps): ReactElement {
  const { data } = useCall('incidents.counts', { workspaces: scope });
  const causes = useMemo(() => causeOptions(data?.causes ?? [], search.cause), [data, search.cause]);
  const counts = { inbox: data?.inbox, acknowledged: data?.acknowledged, snoozed: data?.snoozed, resolved: undefined };
  return (
    <FilterBar
      label="Filter incidents"
      end={
        <>
          {total === undefined || !isTriageFiltered(search) ? null : <span>{totalText(total)} match</span>}
          <Choice
            label="Sort"
            any="By stake"
            value={search.sort === 'stake' ? undefined : search.sort}
            options={SORT_OPTIONS}
            onChange={(sort) => onChange({ sort })}
          />
          <SavedViews page="triage" />
        </>
      }
    >
      <TextFilter
        label="Filter by mailbox, domain, client or title"
        placeholder="Filter  /"
        value={search.q ?? ''}
        onChange={(text) => onChange({ q: text === '' ? undefined : text })}
        onLeave={onLeave}
      />
      {PILES.map(({ show, word }) => {
        const count = counts[show ?? 'inbox'];
        return (
          <Chip
            key={word}
            on={search.show === show}
            // One pile is always shown: what is left out of it can be looked at, but not everything at once.
            onToggle={() => onChange({ show: search.show === show ? undefined : show, sel: undefined })}
            count={count === undefined ? undefined : countText(count)}
          >
            {word}
          </Chip>
        );
      })}
      <span className={styles['separator']} />
      <Choice
        label="Who acts"
        any="Anyone acts"
        value={search.party}
        options={PARTY_OPTIONS}
        onChange={(party) => onChange({ party })}
      />
      <Choice
        label="Cause"
        any="Any cause"
        value={search.cause}
        options={causes}
        onChange={(cause) => onChange({ cause })}
      />
      <Choice
        label="Platform"
        any="Any platform"
        value={search.platform}
        options={PLATFORM_OPTIONS}
        onChange={(platform) => onChange({ platform })}
      />
      <Choice
        label="Shared or single"
        any="Any size"
        value={search.size}
        options={SIZE_OPTIONS}
        onChange={(size) => onChange({ size })}
      />
      {isTriageFiltered(search) ? (
        <Button size="small" onClick={() => onChange(NO_TRIAGE_FILTERS)}>
          Clear filters
        </Button>
      ) : null}
    </FilterBar>
  );
}

interface CountedCause {
  readonly code: string;
  readonly title: string;
  readonly incidents: number;
}

/** The causes that there are, each with how often; the one in force also when there is none of it any more. */
function causeOptions(
  causes: readonly CountedCause[],
  chosen: string | undefined,
): readonly { readonly value: string; readonly label: string }[] {
  const options = causes.map(({ code, title, incidents }) => ({
    value: code,
    label: `${title} (${countText(incidents)})`,
  }));
  const known = chosen === undefined || causes.some(({ code }) => code === chosen);
  return known ? options : [...options, { value: chosen, label: chosen }];
}
