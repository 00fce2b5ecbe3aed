/** Filters of the jobs list. */
import type { ReactElement } from 'react';
import type { Total } from '../../../../shared/filters.ts';
import { Shape } from '../../components/basics/marks.tsx';
import { Chip, FilterBar } from '../../components/list/filter-bar.tsx';
import { totalOf } from '../../format/numbers.ts';
import { useScope } from '../../use-address.ts';
import styles from '../views.module.css';
import { JOB_FILTERS, type JobFilter, type JobsSearch } from './search.ts';
import { jobStateMark } from './words.ts';

export function JobFilters(props: {
  readonly search: JobsSearch;
  readonly total: Total | undefined;
  readonly onChange: (patch: JobsSearch) => void;
}): ReactElement {
  const { search, total, onChange } = props;
  const scope = useScope();
  return (
    <FilterBar label="Filter jobs" end={total === undefined ? null : <span>{totalOf(total, 'job')}</span>}>
      {JOB_FILTERS.map((filter) => (
        <Chip
          key={filter}
          on={search.show === filter}
          onToggle={() => onChange({ show: search.show === filter ? undefined : filter })}
        >
          <FilterWord filter={filter} />
        </Chip>
      ))}
      {scope === 'all' ? null : (
        <span className={styles['explain']}>Jobs may span workspaces, so those of all workspaces are listed.</span>
      )}
    </FilterBar>
  );
}

function FilterWord({ filter }: { readonly filter: JobFilter }): ReactElement {
  if (filter === 'open') return <>Unfinished</>;
  const { shape, word } = jobStateMark(filter);
  return (
    <>
      <Shape shape={shape} />
      {word}
    </>
  );
}
