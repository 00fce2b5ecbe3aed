/** What stands above the coverage: which span, whose meetings, which customer. */
import { useRef, type ReactElement } from 'react';
import type { Total, WorkspaceScope } from '../../../../../shared/filters.ts';
import { useCommand } from '../../../commands.ts';
import { Chip, FilterBar } from '../../../components/list/filter-bar.tsx';
import { SavedViewsLater } from '../../../components/list/saved-views-later.tsx';
import { totalOf } from '../../../format/numbers.ts';
import { DomainField } from '../domain-field.tsx';
import { DayField } from '../event-filters.tsx';
import type { EventsSearch } from '../search.ts';
import { ViewSwitch } from '../view-switch.tsx';
import { DEFAULT_WINDOW, isDay, WINDOW_MEANING, WINDOW_WORDS, type WindowName } from '../windows.ts';
import { coverageExternal, coverageWindow } from './question.ts';

const SPANS: readonly WindowName[] = ['24h', '7d', 'week', '28d'];

export function CoverageBar(props: {
  readonly search: EventsSearch;
  readonly scope: WorkspaceScope;
  readonly now: number;
  readonly total: Total | undefined;
  readonly onChange: (patch: EventsSearch) => void;
}): ReactElement {
  const { search, scope, now, total, onChange } = props;
  const field = useRef<HTMLInputElement>(null);
  useCommand('list.filter', () => field.current?.focus());
  const when = coverageWindow(search);
  const external = coverageExternal(search) === 'external';
  return (
    <FilterBar
      label="Filter the coverage"
      end={
        <>
          {total === undefined ? null : <span>{totalOf(total, 'customer')}</span>}
          <SavedViewsLater page="events" />
        </>
      }
    >
      <ViewSwitch search={search} />
      {SPANS.map((name) => (
        <Chip
          key={name}
          on={when === name}
          hint={WINDOW_MEANING[name]}
          onToggle={() => onChange({ when: name === DEFAULT_WINDOW ? undefined : name })}
        >
          {WINDOW_WORDS[name]}
        </Chip>
      ))}
      <DayField day={isDay(when) ? when : ''} hint="Meetings of one day" onChange={(day) => onChange({ when: day })} />
      <Chip
        on={external}
        onToggle={() => onChange({ external: external ? 'any' : undefined })}
        hint="Meetings to which somebody of another mail domain than the calendar’s own is invited"
      >
        External only
      </Chip>
      <DomainField
        ref={field}
        label="Look at one customer"
        scope={scope}
        now={now}
        value={search.domain}
        onChange={(domain) => onChange({ domain })}
      />
    </FilterBar>
  );
}
