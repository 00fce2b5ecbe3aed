/** Customers by mail domain: will every meeting of theirs be recorded? One of them beside the list. All of it is in the address. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, type ReactElement } from 'react';
import type { DomainCoverage } from '../../../../../shared/verdicts.ts';
import { useCommand } from '../../../commands.ts';
import { EmptyState } from '../../../components/basics/states.tsx';
import type { GridHandle } from '../../../components/grid/grid.tsx';
import { ListPane } from '../../../components/list/list-pane.tsx';
import { useListRows } from '../../../components/list/use-list-rows.ts';
import { SplitView } from '../../../components/split/split-view.tsx';
import { useCall } from '../../../queries.ts';
import { useTimeZone } from '../../../time-zone.tsx';
import { useNow } from '../../../use-now.ts';
import { NothingYet } from '../../nothing-yet.tsx';
import { useScopeView } from '../../scope.ts';
import type { EventsSearch } from '../search.ts';
import { useWindowNow } from '../use-window-now.ts';
import { coverageColumns } from './columns.tsx';
import { CoverageBar } from './coverage-bar.tsx';
import { DomainDetail } from './domain-detail.tsx';
import { coverageQuestion, coverageWindow } from './question.ts';
import { coverageSentence, gravest, spanWords, totalsOfReasons } from './sentence.ts';
import { Statement } from './statement.tsx';
import { useSettled } from './use-settled.ts';

const keyOf = (row: DomainCoverage): string => row.domain;

export function CoverageView(): ReactElement {
  const search = useSearch({ from: '/events' });
  const navigate = useNavigate();
  const grid = useRef<GridHandle>(null);
  const { scope } = useScopeView();
  const { zone } = useTimeZone();
  const now = useNow();

  const when = coverageWindow(search);
  const name = `coverage ${JSON.stringify([scope, when, search.external])}`;
  const windowNow = useWindowNow(grid, name);
  const question = coverageQuestion(search, scope, windowNow, zone);
  const list = useListRows('events.coverage', question, keyOf);
  const { from, to, external } = question;
  const filter = { workspaces: scope, from, to, ...(external === undefined ? {} : { external }) };
  const { data: reasons, isPlaceholderData } = useCall(
    'events.reasons',
    { filter },
    { enabled: list.state === 'ready' },
  );
  const span = spanWords(when, windowNow, zone);
  const context = useMemo(() => ({ now, zone }), [now, zone]);

  const change = useCallback(
    (patch: EventsSearch) => void navigate({ to: '.', search: (old: object) => ({ ...old, ...patch }), replace: true }),
    [navigate],
  );
  const focusGrid = useCallback(() => grid.current?.focus(), []);
  const close = useCallback(() => {
    change({ domain: undefined });
    focusGrid();
  }, [change, focusGrid]);
  /** The agenda with exactly what a line counts. */
  const open = useCallback(
    ({ domain }: Pick<DomainCoverage, 'domain'>) =>
      void navigate({ to: '/events', search: { domain, ...(external === undefined ? {} : { external }), when } }),
    [navigate, external, when],
  );
  useCommand('list.close', close, search.domain !== undefined);

  const totals = reasons === undefined ? null : totalsOfReasons(reasons.rows);
  const past = to <= windowNow;
  const words =
    totals === null ? null : coverageSentence({ totals, domain: null, external: external === 'external', span, past });
  const settled = totals !== null && !isPlaceholderData;
  const sentence = useSettled(words, settled);
  const verdict = useSettled(totals === null ? null : gravest(totals), settled);
  return (
    <SplitView
      list={
        <ListPane
          label="Coverage"
          list={list}
          keyOf={keyOf}
          scope={scope}
          columns={coverageColumns(from < windowNow)}
          context={context}
          selected={search.domain}
          memory={name}
          grid={grid}
          filters={
            <>
              <CoverageBar search={search} scope={scope} now={windowNow} total={list.total} onChange={change} />
              {sentence === null || verdict === null || list.rowCount === 0 ? null : (
                <Statement verdict={verdict}>{sentence}</Statement>
              )}
            </>
          }
          filtered={false}
          onClearFilters={() => change({ when: undefined, external: undefined })}
          empty={
            <NothingYet
              what="meetings"
              scope={scope}
              otherwise={
                <EmptyState
                  title="No meetings to speak of"
                  text={`No ${external === 'external' ? 'external ' : ''}meeting of a mailbox whose domain is known starts ${span}.`}
                />
              }
            />
          }
          onSelect={(row) => change({ domain: row.domain })}
          onOpen={open}
          onClose={close}
        />
      }
      detailLabel="Customer"
      onUncover={focusGrid}
      detail={
        search.domain === undefined ? null : (
          <DomainDetail
            key={search.domain}
            domain={search.domain}
            question={question}
            when={when}
            now={windowNow}
            onClose={close}
            onExpand={() => open({ domain: search.domain ?? '' })}
          />
        )
      }
    />
  );
}
