/** A list with everything around its grid: filters above, what to know about it, and a state for every case. */
import { useEffect, useRef, type ReactElement, type ReactNode, type RefObject } from 'react';
import type { WorkspaceScope } from '../../../../shared/filters.ts';
import { useCommand } from '../../commands.ts';
import { relativeText } from '../../format/time.ts';
import { Button } from '../basics/button.tsx';
import { EmptyState, ErrorState, Note } from '../basics/states.tsx';
import { useNow } from '../../use-now.ts';
import type { Column, GridSort } from '../grid/columns.ts';
import { ROW_HEIGHTS, useDensity } from '../grid/density.ts';
import { Grid, type GridChecks, type GridHandle } from '../grid/grid.tsx';
import styles from './list.module.css';
import type { ListRows } from './use-list-rows.ts';
import { useSyncNote } from './use-sync-note.ts';

export interface ListPaneProps<Row, Context> {
  /** Name of the list for people and assistive technology: `Calendars`. */
  readonly label: string;
  readonly list: ListRows<Row>;
  /** Names a row, as for {@link useListRows}. */
  readonly keyOf: (row: Row) => string;
  /** As for the grid: words of a row that is a heading. */
  readonly headingOf?: ((row: Row) => string | undefined) | undefined;
  /** Whose sync the rows come from; null: from Callboard itself. */
  readonly scope: WorkspaceScope | null;
  readonly columns: readonly Column<Row, Context>[];
  readonly context: Context;
  readonly selected?: string | undefined;
  /** Absent: rows cannot be checked. */
  readonly checks?: GridChecks<Row> | undefined;
  readonly sort?: GridSort | undefined;
  /** Name of this list under these filters, for its scroll position. */
  readonly memory: string;
  readonly grid: RefObject<GridHandle | null>;
  readonly filters: ReactNode;
  /** Whether filters leave rows out: decides between "none match" and "none yet". */
  readonly filtered: boolean;
  readonly onClearFilters: () => void;
  /** What to show when there is nothing at all yet. */
  readonly empty: ReactNode;
  readonly onSelect: (row: Row) => void;
  readonly onOpen: (row: Row) => void;
  readonly onClose?: (() => void) | undefined;
  readonly onSort?: ((sort: GridSort) => void) | undefined;
}

/** One list. Its keys work wherever the focus is, as long as no field has it. */
export function ListPane<Row, Context>(props: ListPaneProps<Row, Context>): ReactElement {
  const { label, list, grid } = props;
  const density = useDensity();
  const note = useSyncNote(props.scope);

  // Whoever moves in the list is in the list: a filter chip that kept the focus would take the Enter that follows.
  const move = (key: 'j' | 'k'): void => {
    grid.current?.focus();
    grid.current?.press(key);
  };
  useCommand('list.next', () => move('j'));
  useCommand('list.previous', () => move('k'));
  const checkable = props.checks !== undefined;
  useCommand('list.check', () => grid.current?.press('x'), checkable);
  useCommand('list.checkTo', () => grid.current?.press('x', true), checkable);
  useCommand('list.checkAll', () => props.checks?.onCheckAll(), checkable);
  useCommand('list.open', () => grid.current?.press('Enter'));
  useCommand('list.clearFilters', props.onClearFilters, props.filtered);

  // Keys go to the list at once, unless something else has the focus already.
  const focused = useRef(false);
  const ready = list.state === 'ready' && list.rowCount > 0;
  useEffect(() => {
    if (!ready || focused.current) return;
    focused.current = true;
    if (document.activeElement === document.body) grid.current?.focus();
  }, [ready, grid]);

  const none = list.state === 'ready' && list.rowCount === 0;
  return (
    <div className={styles['pane']}>
      {props.filters}
      {note === null ? null : <Note tone={note.tone}>{note.text}</Note>}
      {list.state === 'ready' && list.failure !== null ? <StaleNote list={list} label={label} /> : null}
      {list.state === 'failed' && list.failure !== null ? (
        <ErrorState title={`${label} could not be read`} failure={list.failure} onRetry={list.retry} />
      ) : none && props.filtered ? (
        <EmptyState
          title="Nothing matches these filters"
          text="Other filters may show more, or there is nothing like it."
        >
          <Button size="small" onClick={props.onClearFilters}>
            Clear filters
          </Button>
        </EmptyState>
      ) : none ? (
        props.empty
      ) : (
        <Grid<Row, Context>
          ref={grid}
          label={label}
          columns={props.columns}
          context={props.context}
          rowCount={list.rowCount}
          totalCount={list.total === undefined ? -1 : list.total.exact ? list.total.count : -1}
          rowAt={list.rowAt}
          keyOf={props.keyOf}
          headingOf={props.headingOf}
          placeOf={list.placeOf}
          rowHeight={ROW_HEIGHTS[density]}
          selected={props.selected}
          checks={props.checks}
          sort={props.sort}
          memory={props.memory}
          onSelect={props.onSelect}
          onOpen={props.onOpen}
          {...(props.onClose === undefined ? {} : { onClose: props.onClose })}
          {...(props.onSort === undefined ? {} : { onSort: props.onSort })}
          onNeedRows={list.needRows}
        />
      )}
    </div>
  );
}

function StaleNote<Row>({ list, label }: { readonly list: ListRows<Row>; readonly label: string }): ReactElement {
  const now = useNow();
  return (
    <Note
      tone="bad"
      action={
        <Button size="small" onClick={list.retry}>
          Try again
        </Button>
      }
    >
      {label} could not be read again: {list.failure?.message} What you see was read {relativeText(list.readAt, now)}.
    </Note>
  );
}
