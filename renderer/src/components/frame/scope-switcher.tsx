/** Which workspaces everything on screen speaks of: all of them or any subset. */
import { IconChevronDown } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, type ReactElement } from 'react';
import type { Workspace } from '../../../../shared/entities.ts';
import type { WorkspaceScope } from '../../../../shared/filters.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { useScope, useSetScope } from '../../use-address.ts';
import { Popover } from '../overlay/popover.tsx';
import classes from './scope-switcher.module.css';
import { toggleInScope } from './scope.ts';

const MARKS_SHOWN = 5;

export function ScopeSwitcher(): ReactElement | null {
  const { rows, loaded } = useWorkspaces();
  const scope = useScope();
  const setScope = useSetScope();
  const chosen = rows.filter((row) => scope === 'all' || scope.includes(row.id));
  // An old address, or the last workspace in view was removed: a view of nothing would look like missing data.
  const nothing = rows.length > 0 && chosen.length === 0;
  useEffect(() => {
    if (nothing) setScope('all');
  }, [nothing, setScope]);
  if (!loaded || rows.length === 0) return null;
  return (
    <Popover
      label="Workspaces in view"
      side="below"
      buttonClass={classes['button']}
      buttonLabel={`Workspaces: ${scopeName(scope, chosen, rows.length)}`}
      button={
        <>
          <span className={classes['marks']} aria-hidden="true">
            {chosen.slice(0, MARKS_SHOWN).map((row) => (
              <span key={row.id} className={classes['mark']} data-colour={row.colour} />
            ))}
          </span>
          <span className={classes['name']}>{scopeName(scope, chosen, rows.length)}</span>
          <IconChevronDown size={14} />
        </>
      }
    >
      {(close) => <Choices rows={rows} scope={scope} onScope={setScope} onDone={close} />}
    </Popover>
  );
}

interface ChoicesProps {
  readonly rows: readonly Workspace[];
  readonly scope: WorkspaceScope;
  readonly onScope: (scope: WorkspaceScope) => void;
  readonly onDone: () => void;
}

function Choices({ rows, scope, onScope, onDone }: ChoicesProps): ReactElement {
  const choose = (next: WorkspaceScope): void => {
    onScope(next);
    onDone();
  };
  return (
    <div className={classes['panel']}>
      <button type="button" className={classes['all']} data-chosen={scope === 'all'} onClick={() => choose('all')}>
        All workspaces
        <span className={classes['count']}>{rows.length}</span>
      </button>
      <ul className={classes['list']}>
        {rows.map((row) => (
          <li key={row.id} className={classes['row']}>
            <label className={classes['choice']}>
              <input
                type="checkbox"
                checked={scope === 'all' || scope.includes(row.id)}
                onChange={() => onScope(toggleInScope(scope, row.id, rows))}
              />
              <span className={classes['mark']} data-colour={row.colour} aria-hidden="true" />
              <bdi className={classes['name']}>{row.name}</bdi>
              {row.mode === 'read_only' && (
                <span className={classes['mode']} title="Nothing but reading is sent to Recall for this workspace">
                  read-only
                </span>
              )}
            </label>
            <button
              type="button"
              className={classes['only']}
              aria-label={`Only ${row.name}`}
              onClick={() => choose([row.id])}
            >
              Only
            </button>
          </li>
        ))}
      </ul>
      <Link to="/workspaces" className={classes['manage']} onClick={onDone}>
        Manage workspaces
      </Link>
    </div>
  );
}

function scopeName(scope: WorkspaceScope, chosen: readonly Workspace[], total: number): string {
  const [first] = chosen;
  if (first !== undefined && chosen.length === 1) return first.name;
  if (scope === 'all' || chosen.length === total) return 'All workspaces';
  return `${chosen.length} of ${total} workspaces`;
}
