/** Filters of a job's results: by what came of them, with counts, and by workspace. */
import type { ReactElement } from 'react';
import type { Job } from '../../../../shared/actions.ts';
import { nounOf } from '../../components/actions/words.ts';
import { Shape } from '../../components/basics/marks.tsx';
import { Chip, Choice, FilterBar } from '../../components/list/filter-bar.tsx';
import { countText, plural } from '../../format/numbers.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { JobExport } from './job-export.tsx';
import type { JobSearch } from './search.ts';
import { itemMark, itemMeaning, OUTCOME_ORDER } from './words.ts';

export function ResultFilters(props: {
  readonly job: Job;
  readonly search: JobSearch;
  readonly onChange: (patch: JobSearch) => void;
}): ReactElement {
  const { job, search, onChange } = props;
  const { byId } = useWorkspaces();
  // The one in force stays although its last one has moved on.
  const states = OUTCOME_ORDER.filter((state) => job.counts[state] > 0 || search.show === state);
  return (
    <FilterBar
      label="Filter the results"
      end={
        <>
          <span>{plural(job.total, nounOf(job.kind))}</span>
          <JobExport jobId={job.id} />
        </>
      }
    >
      {states.map((state) => {
        const { shape, word } = itemMark(job.kind, state);
        return (
          <Chip
            key={state}
            on={search.show === state}
            onToggle={() => onChange({ show: search.show === state ? undefined : state })}
            count={countText(job.counts[state])}
            hint={itemMeaning(job.kind, state)}
          >
            <Shape shape={shape} />
            {word}
          </Chip>
        );
      })}
      {job.workspaceIds.length < 2 ? null : (
        <Choice
          label="Workspace"
          any="Any workspace"
          value={search.in}
          options={job.workspaceIds.map((id) => ({
            value: String(id),
            label: byId.get(id)?.name ?? `removed workspace ${id}`,
          }))}
          onChange={(workspace) => onChange({ in: workspace })}
        />
      )}
    </FilterBar>
  );
}
