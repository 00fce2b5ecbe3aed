/** One calendar: how it is, since when and why, who must act, what is at stake, and everything that Recall said about it. */
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, type ReactElement } from 'react';
import { WorkspaceTag } from '../../components/basics/marks.tsx';
import { EmptyState, Note } from '../../components/basics/states.tsx';
import { Time } from '../../components/basics/time.tsx';
import { DetailShell, type DetailTabItem } from '../../components/detail/detail-shell.tsx';
import { RecordState, StaleRecordNote } from '../../components/detail/record-state.tsx';
import { RawJson } from '../../components/raw-json/raw-json.tsx';
import { useCall } from '../../queries.ts';
import { useAfterFirstFrame } from '../../use-after-first-frame.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { CalendarEvents } from '../events/calendar-events.tsx';
import type { DetailTab } from '../list-address.ts';
import { CalendarName, Overview } from './calendar-overview.tsx';
import styles from './calendars.module.css';
import { Standing } from './standing.tsx';

// What acts is there a moment after what can be read.
const CalendarActions = lazy(async () => ({ default: (await import('./calendar-actions.tsx')).CalendarActions }));
const CalendarAudit = lazy(async () => ({ default: (await import('./calendar-audit.tsx')).CalendarAudit }));
const OpenItems = lazy(async () => ({ default: (await import('../jobs/open-items.tsx')).OpenItems }));

const ACTIONS_ROOM = <div className={styles['actions']} />;

type CalendarTab = 'overview' | Exclude<DetailTab, 'series'>;

const TABS: readonly DetailTabItem<CalendarTab>[] = [
  { id: 'overview', label: 'Overview' },
  { id: 'events', label: 'Events' },
  { id: 'audit', label: 'Audit' },
  { id: 'raw', label: 'Raw' },
];

export interface CalendarDetailProps {
  readonly workspaceId: number;
  readonly id: string;
  readonly tab: 'overview' | DetailTab;
  readonly onTab: (tab: CalendarTab) => void;
  readonly page: boolean;
  readonly onClose: () => void;
}

/** A calendar's detail, in the side pane or as a page. */
export function CalendarDetail({ workspaceId, id, tab, onTab, page, onClose }: CalendarDetailProps): ReactElement {
  const query = useCall('calendars.get', { workspaceId, id });
  // Beside it, not after it: how the calendar is does not wait for why.
  const why = useCall('calendars.diagnosis', { workspaceId, id }, { keepPrevious: false });
  const { byId } = useWorkspaces();
  const navigate = useNavigate();
  const afterFirstFrame = useAfterFirstFrame();
  const { data } = query;
  if (data === undefined) {
    return <RecordState what="calendar" id={id} query={query} onClose={onClose} />;
  }
  const { calendar } = data;
  const gone = calendar.deletedAt !== null;
  const shown = TABS.find((item) => item.id === tab)?.id ?? 'overview';
  return (
    <DetailShell<CalendarTab>
      title={<CalendarName calendar={calendar} />}
      aside={<WorkspaceTag workspace={byId.get(calendar.workspaceId)} />}
      status={<Standing calendar={calendar} diagnosis={why.data} />}
      actions={
        gone ? null : afterFirstFrame ? (
          <Suspense fallback={ACTIONS_ROOM}>
            <CalendarActions calendar={calendar} diagnosis={why.data} waiting={why.isPending} />
          </Suspense>
        ) : (
          ACTIONS_ROOM
        )
      }
      notes={
        <>
          <StaleRecordNote query={query} />
          {gone ? (
            <Note tone="plain">
              Recall no longer has this calendar, as of <Time at={calendar.deletedAt} as="moment" />. What Callboard
              knew of it is kept here, and nothing can be done with it any more.
            </Note>
          ) : null}
          {afterFirstFrame ? (
            <Suspense>
              <OpenItems of={{ calendar: { workspaceId, id } }} />
            </Suspense>
          ) : null}
        </>
      }
      tabs={TABS}
      tab={shown}
      onTab={onTab}
      page={page}
      onExpand={
        page
          ? undefined
          : () => void navigate({ to: '/calendars/$workspaceId/$id', params: { workspaceId: String(workspaceId), id } })
      }
      onClose={onClose}
    >
      {shown === 'overview' ? (
        <Overview detail={data} diagnosis={why.data} failure={why.error} onRetry={() => void why.refetch()} />
      ) : null}
      {shown === 'events' ? <CalendarEvents workspaceId={workspaceId} id={id} /> : null}
      {shown === 'audit' ? (
        <Suspense>
          <CalendarAudit calendar={calendar} />
        </Suspense>
      ) : null}
      {shown === 'raw' ? <RawJson text={data.raw} label="Calendar as Recall sent it, without its secrets" /> : null}
    </DetailShell>
  );
}

/** What a calendar page shows when its address names no calendar. */
export function NoSuchCalendar(): ReactElement {
  return <EmptyState title="No calendar at this address" text="The address is incomplete or was cut off." />;
}
