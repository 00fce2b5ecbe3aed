/** Filters that are on and have no chip of their own in the bar; pressing one lifts it. */
import type { ReactElement, ReactNode } from 'react';
import type { External } from '../../../../shared/values.ts';
import type { ReasonCount } from '../../../../shared/verdicts.ts';
import { Chip } from '../../components/list/filter-bar.tsx';
import { COVERAGE_MARKS, MEETING_PLATFORM_WORDS, titled } from '../../format/words.ts';
import type { EventsSearch } from './search.ts';

export const EXTERNAL_WORDS: Readonly<Record<External, string>> = {
  external: 'With external guests',
  internal: 'Internal only',
  unknown: 'Guests not known',
};

export function ActiveFilters(props: {
  readonly search: EventsSearch;
  readonly reasons: readonly ReasonCount[] | undefined;
  readonly onChange: (patch: EventsSearch) => void;
}): ReactElement {
  const { search, reasons, onChange } = props;
  const { reason, external, domain, organizer, meeting, coverage, recipe } = search;
  return (
    <>
      <Active of={reason} lift={() => onChange({ reason: undefined })}>
        {reason === undefined ? null : (reasons?.find((row) => row.reason === reason)?.title ?? titled(reason))}
      </Active>
      <Active of={external === 'any' ? undefined : external} lift={() => onChange({ external: undefined })}>
        {external === undefined || external === 'any' ? null : EXTERNAL_WORDS[external]}
      </Active>
      <Active of={domain} lift={() => onChange({ domain: undefined })}>
        <bdi>{domain}</bdi>
      </Active>
      <Active of={organizer} lift={() => onChange({ organizer: undefined })}>
        By <bdi>{organizer}</bdi>
      </Active>
      <Active of={meeting} lift={() => onChange({ meeting: undefined })}>
        {meeting === undefined ? null : MEETING_PLATFORM_WORDS[meeting]}
      </Active>
      <Active of={coverage} lift={() => onChange({ coverage: undefined })}>
        {coverage === undefined ? null : COVERAGE_MARKS[coverage].word}
      </Active>
      <Active of={recipe} lift={() => onChange({ recipe: undefined })}>
        Breaks the recipe
      </Active>
    </>
  );
}

function Active(props: {
  readonly of: string | undefined;
  readonly lift: () => void;
  readonly children: ReactNode;
}): ReactElement | null {
  if (props.of === undefined) return null;
  return (
    <Chip on onToggle={props.lift} hint="Press to lift this filter">
      <span>{props.children}</span> <span aria-hidden="true">✕</span>
    </Chip>
  );
}
