/** The bots that were looked at, with the selected one beside them; above, the way to any bot. All of it is in the address. */
import { Link, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, type ReactElement } from 'react';
import { BOT_OUTCOMES } from '../../../../shared/values.ts';
import { EmptyState } from '../../components/basics/states.tsx';
import { Shape } from '../../components/basics/marks.tsx';
import detail from '../../components/detail/detail.module.css';
import { Chip, FilterBar } from '../../components/list/filter-bar.tsx';
import { ListPane } from '../../components/list/list-pane.tsx';
import { rowKey, useListRows } from '../../components/list/use-list-rows.ts';
import { SplitView } from '../../components/split/split-view.tsx';
import { OUTCOME_MARKS } from '../../components/verdict/outcome.ts';
import { totalOf } from '../../format/numbers.ts';
import { useTimeZone } from '../../time-zone.tsx';
import { useNow } from '../../use-now.ts';
import { NothingYet } from '../nothing-yet.tsx';
import { useScopeView } from '../scope.ts';
import { useListPlace } from '../use-list-place.ts';
import { BotView } from './bot-view.tsx';
import { botColumns } from './columns.tsx';
import { Lookup } from './lookup.tsx';
import { botsQuestion, type BotsSearch } from './search.ts';

/** The page at `/bots`. */
export function BotsView(): ReactElement {
  const search = useSearch({ from: '/bots' });
  const { grid, selected, change, select, open, close, focusGrid } = useListPlace<BotsSearch>('/bots/$workspaceId/$id');
  const { scope, workspaces, several } = useScopeView();
  const { zone } = useTimeZone();
  const now = useNow();
  const { outcome } = search;
  const list = useListRows('bots.list', botsQuestion(search, scope), rowKey);
  const context = useMemo(() => ({ now, zone, workspaces: workspaces.byId }), [now, zone, workspaces.byId]);
  const clearFilters = useCallback(() => change({ outcome: undefined }), [change]);
  return (
    <SplitView
      list={
        <ListPane
          label="Bots"
          list={list}
          keyOf={rowKey}
          scope={scope}
          columns={botColumns(several)}
          context={context}
          selected={search.sel}
          memory={`bots ${JSON.stringify([scope, outcome])}`}
          grid={grid}
          filters={
            <>
              <Lookup text={search.q} scope={scope} onLookUp={(q) => change({ q })} onLeave={focusGrid} />
              <FilterBar
                label="Filter bots"
                end={list.total === undefined ? null : <span>{totalOf(list.total, 'bot')}</span>}
              >
                {BOT_OUTCOMES.map((name) => (
                  <Chip
                    key={name}
                    on={outcome === name}
                    onToggle={() => change({ outcome: outcome === name ? undefined : name })}
                  >
                    <Shape shape={OUTCOME_MARKS[name].shape} />
                    {OUTCOME_MARKS[name].word}
                  </Chip>
                ))}
              </FilterBar>
            </>
          }
          filtered={outcome !== undefined}
          onClearFilters={clearFilters}
          empty={
            <NothingYet
              what="bots"
              scope={scope}
              otherwise={
                <EmptyState
                  title="No bot has been looked at yet"
                  text="Recall asks not to poll bots, so Callboard retrieves a bot when somebody looks at it, and once after a meeting that should have been recorded. Look one up above, or open it from its event."
                >
                  <Link className={detail['link']} to="/events">
                    Go to the schedule
                  </Link>
                </EmptyState>
              }
            />
          }
          onSelect={select}
          onOpen={open}
          onClose={close}
        />
      }
      detailLabel="Bot"
      onUncover={focusGrid}
      detail={
        selected === undefined ? null : (
          <BotView
            key={search.sel}
            workspaceId={selected.workspaceId}
            id={selected.id}
            tab={search.tab === 'raw' ? 'raw' : 'overview'}
            onTab={(tab) => change({ tab: tab === 'overview' ? undefined : tab })}
            page={false}
            onClose={close}
          />
        )
      }
    />
  );
}
