/** Chooses another calendar to go first, after one that failed. */
import { useState, type ReactElement } from 'react';
import type { Job, JobItem } from '../../../../shared/actions.ts';
import { Button } from '../../components/basics/button.tsx';
import { countText } from '../../format/numbers.ts';
import { useCall } from '../../queries.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { calendarOf, itemLabel } from './items.ts';
import styles from './jobs.module.css';
import type { JobChange } from './use-job.ts';

/** As many as a list of choices bears; any other can be chosen from the results. */
const OFFERED = 200;

export function CanaryPicker({ job, change }: { readonly job: Job; readonly change: JobChange }): ReactElement {
  const { byId } = useWorkspaces();
  const { data, error } = useCall(
    'jobs.items',
    { jobId: job.id, states: ['waiting'], after: null, limit: OFFERED },
    { keepPrevious: false },
  );
  const [chosen, setChosen] = useState<string>();
  const items = (data?.rows ?? []).filter((item) => calendarOf(item) !== null);
  const item = items.find(({ n }) => String(n) === chosen) ?? items[0];
  const calendar = item === undefined ? null : calendarOf(item);
  if (data === undefined) return <p className={styles['dimmed']}>{error?.message ?? 'Reading the calendars …'}</p>;
  if (item === undefined || calendar === null) {
    return <p className={styles['dimmed']}>No calendar is left to try.</p>;
  }
  const named = (row: JobItem): string =>
    `${itemLabel(row)} (${byId.get(row.workspaceId)?.name ?? 'removed workspace'})`;
  return (
    <div className={styles['picker']}>
      <select
        aria-label="Calendar to try next"
        value={String(item.n)}
        onChange={(event) => setChosen(event.target.value)}
      >
        {items.map((row) => (
          <option key={row.n} value={row.n}>
            {named(row)}
          </option>
        ))}
      </select>
      <Button
        kind={job.state === 'paused' ? 'primary' : 'default'}
        busy={change.busy}
        onClick={() => void change.resume({ canary: calendar })}
      >
        Try this calendar
      </Button>
      {data.next === null ? null : (
        <span className={styles['dimmed']}>
          The first {countText(items.length)} are listed; any other can be chosen in the results below.
        </span>
      )}
    </div>
  );
}
