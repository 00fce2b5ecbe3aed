/** The triage inbox with the selected incident beside it. All of it is in the address. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, type ReactElement } from 'react';
import type { Incident } from '../../../../shared/diagnosis.ts';
import { useCommand } from '../../commands.ts';
import { ListPane } from '../../components/list/list-pane.tsx';
import { useListRows } from '../../components/list/use-list-rows.ts';
import { SplitView } from '../../components/split/split-view.tsx';
import { useTimeZone } from '../../time-zone.tsx';
import { useNow } from '../../use-now.ts';
import { useScopeView } from '../scope.ts';
import { usePlace } from '../use-list-place.ts';
import { actOn } from './act.ts';
import { bulkActionOf } from './bulk.ts';
import { triageColumns } from './columns.tsx';
import { EmptyPile } from './empty-pile.tsx';
import { IncidentDetail } from './incident-detail.tsx';
import { headingOf, incidentKey, isHeading, lineKey, successorOf, type Line } from './lines.ts';
import { incidentFilterOf, isTriageFiltered, NO_TRIAGE_FILTERS, type TriageSearch } from './search.ts';
import { TriageBar } from './triage-bar.tsx';
import { TriageFilters } from './triage-filters.tsx';
import { useIncidentStates } from './use-incident-states.ts';
import { useLineSelection } from './use-line-selection.ts';
import { useLines } from './use-lines.ts';
import type { Chosen } from './words.ts';

/** The page at `/triage`. */
export function TriageView(): ReactElement {
  const search = useSearch({ from: '/triage' });
  const navigate = useNavigate();
  const { grid, change, select, close, focusGrid } = usePlace<TriageSearch, Line>(lineKey);
  const { scope, workspaces, several } = useScopeView();
  const { zone } = useTimeZone();
  const now = useNow();

  const filter = incidentFilterOf(search, scope);
  const sort = search.sort ?? 'stake';
  const name = JSON.stringify([filter, sort]);
  const incidents = useListRows('incidents.list', { filter, sort }, incidentKey);
  const lines = useLines(incidents);
  const context = useMemo(() => ({ now, zone, workspaces: workspaces.byId }), [now, zone, workspaces.byId]);

  const { checks, chosen, clear } = useLineSelection(incidents, name);
  const place = search.sel === undefined ? undefined : incidents.placeOf(search.sel);
  const opened = place === undefined ? undefined : incidents.rowAt(place);
  // What the keys act on: the chosen ones, else the one beside the list.
  const meant = chosen.length > 0 ? chosen : opened === undefined ? [] : [opened];

  const putState = useIncidentStates();
  const pile = search.show ?? 'open';
  const put = useCallback(
    (those: readonly Incident[], state: Chosen): void => {
      const leaving = new Set(putState(those, state).map(incidentKey));
      if (leaving.size === 0) return;
      clear();
      if (state === pile) return;
      // The list goes on where one was: the next one takes the place of the one that leaves.
      if (search.sel === undefined || !leaving.has(search.sel)) return;
      const next = successorOf(incidents.rows, search.sel, leaving);
      change({ sel: next === undefined ? undefined : incidentKey(next) });
      focusGrid();
    },
    [putState, clear, pile, search.sel, incidents.rows, change, focusGrid],
  );
  const some = meant.length > 0;
  useCommand('triage.acknowledge', () => put(meant, 'acknowledged'), some);
  useCommand('triage.snooze', () => put(meant, 'snoozed'), some);
  useCommand('triage.reopen', () => put(meant, 'open'), some);
  // One alone has its own safe step: the button of its detail takes the key.
  useCommand('triage.act', () => void actOn(chosen, bulkActionOf(chosen)), chosen.length > 0);
  useCommand('list.uncheckAll', clear, chosen.length > 0);
  // Escape takes back the latest first: the selection, then the detail.
  useCommand('list.close', close, search.sel !== undefined);
  useCommand('list.close', clear, chosen.length > 0 && search.sel === undefined);

  const open = useCallback(
    (line: Line) => {
      if (isHeading(line)) return;
      void navigate({ to: '/triage/$incidentId', params: { incidentId: incidentKey(line) } });
    },
    [navigate],
  );
  const clearFilters = useCallback(() => change(NO_TRIAGE_FILTERS), [change]);
  return (
    <>
      <SplitView
        list={
          <ListPane
            label="Incidents"
            list={lines}
            keyOf={lineKey}
            headingOf={headingOf}
            scope={scope}
            columns={triageColumns(several, search.show === 'resolved')}
            context={context}
            selected={search.sel}
            checks={checks}
            memory={`triage ${name}`}
            grid={grid}
            filters={
              <TriageFilters
                search={search}
                scope={scope}
                total={incidents.total}
                onChange={change}
                onLeave={focusGrid}
              />
            }
            filtered={isTriageFiltered(search)}
            onClearFilters={clearFilters}
            empty={<EmptyPile show={search.show} scope={scope} onChange={change} />}
            onSelect={select}
            onOpen={open}
            onClose={chosen.length > 0 ? clear : close}
          />
        }
        detailLabel="Incident"
        onUncover={focusGrid}
        detail={
          search.sel === undefined ? null : (
            <IncidentDetail
              key={search.sel}
              incidentId={Number(search.sel)}
              known={opened}
              page={false}
              keyed={chosen.length === 0}
              onState={(incident, state) => put([incident], state)}
              onClose={close}
            />
          )
        }
      />
      <TriageBar chosen={chosen} />
    </>
  );
}
