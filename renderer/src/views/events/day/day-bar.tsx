/** What stands above the time line: which day, whose meetings, in which lanes. */
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { WorkspaceScope } from '../../../../../shared/filters.ts';
import type { ReasonCount } from '../../../../../shared/verdicts.ts';
import { Button, IconButton } from '../../../components/basics/button.tsx';
import { Chip, Choice, FilterBar } from '../../../components/list/filter-bar.tsx';
import { SavedViewsLater } from '../../../components/list/saved-views-later.tsx';
import styles from '../../views.module.css';
import { ActiveFilters } from '../active-filters.tsx';
import { DayField } from '../event-filters.tsx';
import { MoreFilters } from '../more-filters.tsx';
import { isEventFiltered, NO_EVENT_FILTERS, type EventsSearch } from '../search.ts';
import { VerdictChips } from '../verdict-chips.tsx';
import { ViewSwitch } from '../view-switch.tsx';
import { dayAfter } from '../windows.ts';
import own from './day.module.css';

const LANES = [{ value: 'workspace', label: 'Lanes by workspace' }] as const;

export interface DayBarProps {
  readonly search: EventsSearch;
  readonly scope: WorkspaceScope;
  readonly now: number;
  /** `2026-11-24`. */
  readonly day: string;
  readonly today: string;
  readonly reasons: readonly ReasonCount[] | undefined;
  /** At its end: how many meetings there are. */
  readonly aside: string | null;
  readonly onChange: (patch: EventsSearch) => void;
}

export function DayBar(props: DayBarProps): ReactElement {
  const { search, scope, now, day, today, reasons, aside, onChange } = props;
  // Today is said by leaving the day out, so that the address goes on meaning today tomorrow.
  const show = (next: string): void => onChange({ when: next === today ? undefined : next });
  const narrowed = isEventFiltered({ ...search, when: undefined });
  return (
    <FilterBar
      label="Filter the day"
      end={
        <>
          {aside === null ? null : <span>{aside}</span>}
          <SavedViewsLater page="events" />
        </>
      }
    >
      <ViewSwitch search={search} />
      <span className={own['steps']}>
        <IconButton label="The day before" onClick={() => show(dayAfter(day, -1))}>
          <IconChevronLeft size={16} />
        </IconButton>
        <DayField day={day} hint="The day that is shown" onChange={(next) => show(next ?? today)} />
        <IconButton label="The day after" onClick={() => show(dayAfter(day, 1))}>
          <IconChevronRight size={16} />
        </IconButton>
      </span>
      <Chip on={day === today} onToggle={() => show(today)}>
        Today
      </Chip>
      <Choice
        label="Lanes"
        any="Lanes by customer"
        value={search.lanes}
        options={LANES}
        onChange={(lanes) => onChange({ lanes })}
      />
      <span className={styles['separator']} />
      <VerdictChips search={search} reasons={reasons} past={day < today} onChange={onChange} />
      <MoreFilters search={search} scope={scope} now={now} reasons={reasons} onChange={onChange} />
      <ActiveFilters search={search} reasons={reasons} onChange={onChange} />
      {narrowed ? (
        <Button size="small" onClick={() => onChange({ ...NO_EVENT_FILTERS, when: search.when })}>
          Clear filters
        </Button>
      ) : null}
    </FilterBar>
  );
}
