/** The audit log with the selected entry beside it. All of it is in the address. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, type ReactElement } from 'react';
import type { AuditEntry } from '../../../../shared/actions.ts';
import { useCommand } from '../../commands.ts';
import { EmptyState } from '../../components/basics/states.tsx';
import detail from '../../components/detail/detail.module.css';
import { ListPane } from '../../components/list/list-pane.tsx';
import { useListRows } from '../../components/list/use-list-rows.ts';
import { SplitView } from '../../components/split/split-view.tsx';
import { useTimeZone } from '../../time-zone.tsx';
import { useNow } from '../../use-now.ts';
import { useScopeView } from '../scope.ts';
import { usePlace } from '../use-list-place.ts';
import { AuditFilters } from './audit-filters.tsx';
import { AUDIT_COLUMNS } from './columns.tsx';
import { EntryDetail } from './entry-detail.tsx';
import { auditFilterOf, isAuditFiltered, NO_AUDIT_FILTERS, type AuditSearch } from './search.ts';
import { auditKey } from './words.ts';

/** The page at `/audit`. */
export function AuditView(): ReactElement {
  const search = useSearch({ from: '/audit' });
  const navigate = useNavigate();
  const { grid, change, select, close, focusGrid } = usePlace<AuditSearch, AuditEntry>(auditKey);
  const { scope, workspaces } = useScopeView();
  const { zone } = useTimeZone();
  const now = useNow();
  const filter = auditFilterOf(search, scope, zone);
  const list = useListRows('audit.list', { filter }, auditKey);
  const context = useMemo(() => ({ now, zone, workspaces: workspaces.byId }), [now, zone, workspaces.byId]);
  const open = useCallback(
    (entry: AuditEntry) => void navigate({ to: '/audit/$n', params: { n: auditKey(entry) } }),
    [navigate],
  );
  useCommand('list.close', close, search.sel !== undefined);
  return (
    <SplitView
      list={
        <ListPane
          label="Audit log"
          list={list}
          keyOf={auditKey}
          scope={null}
          columns={AUDIT_COLUMNS}
          context={context}
          selected={search.sel}
          memory={`audit ${JSON.stringify(filter)}`}
          grid={grid}
          filters={
            <AuditFilters search={search} filter={filter} total={list.total} onChange={change} onLeave={focusGrid} />
          }
          filtered={isAuditFiltered(search)}
          onClearFilters={() => change(NO_AUDIT_FILTERS)}
          empty={
            <EmptyState
              title={
                scope === 'all' ? 'Nothing has been changed yet' : 'Nothing has been changed in these workspaces yet'
              }
              text="Every change that is made through Callboard is written here before it is sent: who, when, what, and what came of it. The log is only ever added to."
            >
              <Link className={detail['link']} to="/calendars">
                Go to calendars
              </Link>
            </EmptyState>
          }
          onSelect={select}
          onOpen={open}
          onClose={close}
        />
      }
      detailLabel="Audit entry"
      onUncover={focusGrid}
      detail={
        search.sel === undefined ? null : (
          <EntryDetail key={search.sel} n={Number(search.sel)} page={false} onClose={close} />
        )
      }
    />
  );
}
