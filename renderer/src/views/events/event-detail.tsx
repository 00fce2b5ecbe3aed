/** One event: what becomes of its recording and why, its occurrences with their bots, who, where, and what Recall said about it. */
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, type ReactElement } from 'react';
import type { EventDetail as Detail } from '../../../../shared/entities.ts';
import type { EventVerdict } from '../../../../shared/verdicts.ts';
import { Dimmed, RemoteText, Section } from '../../components/basics/layout.tsx';
import { WorkspaceTag } from '../../components/basics/marks.tsx';
import { DetailSkeleton, Note } from '../../components/basics/states.tsx';
import { Columns, DetailShell, type DetailTabItem } from '../../components/detail/detail-shell.tsx';
import { RecordState, StaleRecordNote } from '../../components/detail/record-state.tsx';
import { RawJson } from '../../components/raw-json/raw-json.tsx';
import { countText } from '../../format/numbers.ts';
import { useCall } from '../../queries.ts';
import type { CallFailure } from '../../rpc.ts';
import { useAfterFirstFrame } from '../../use-after-first-frame.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import type { DetailTab } from '../list-address.ts';
import { Attendees, Facts, MeetingFacts, Notes } from './event-facts.tsx';
import { EventStanding } from './event-standing.tsx';
import { seriesQuestion } from './series-question.ts';
import { useRefetchAt } from './use-refetch-at.ts';

// What explains and what acts is there a moment after what can be read.
const EventStory = lazy(async () => ({ default: (await import('./event-story.tsx')).EventStory }));
const EventStep = lazy(async () => ({ default: (await import('./event-step.tsx')).EventStep }));
const EventSeries = lazy(async () => ({ default: (await import('./event-series.tsx')).EventSeries }));
const KeyFacts = lazy(async () => ({ default: (await import('./key-facts.tsx')).KeyFacts }));
const OpenItems = lazy(async () => ({ default: (await import('../jobs/open-items.tsx')).OpenItems }));
const RecordAudit = lazy(async () => ({ default: (await import('../record-audit.tsx')).RecordAudit }));

type EventTab = 'overview' | Exclude<DetailTab, 'events'>;

const TABS: readonly DetailTabItem<EventTab>[] = [
  { id: 'overview', label: 'Overview' },
  { id: 'series', label: 'Series' },
  { id: 'audit', label: 'Changes made here' },
  { id: 'raw', label: 'Raw' },
];

export interface EventDetailProps {
  readonly workspaceId: number;
  readonly id: string;
  readonly tab: 'overview' | DetailTab;
  readonly onTab: (tab: EventTab) => void;
  readonly page: boolean;
  readonly onClose: () => void;
}

/** An event's detail, in the side pane or as a page. */
export function EventDetail({ workspaceId, id, tab, onTab, page, onClose }: EventDetailProps): ReactElement {
  const afterFirstFrame = useAfterFirstFrame();
  const query = useCall('events.get', { workspaceId, id });
  // Beside it, not after it: what is known of the event does not wait for what follows from it.
  const why = useCall('events.verdict', { workspaceId, id }, { keepPrevious: false });
  const series = useCall('events.series', seriesQuestion({ workspaceId, id }), {
    enabled: afterFirstFrame,
    keepPrevious: false,
  });
  const { byId } = useWorkspaces();
  const navigate = useNavigate();
  const { data } = query;
  useRefetchAt([data?.event.startAt ?? null, data?.event.endAt ?? null], () => void why.refetch());
  if (data === undefined) return <RecordState what="event" id={id} query={query} onClose={onClose} />;
  const { event } = data;
  const verdict = why.data;
  // An event that stands alone is of no series, whatever ids it has.
  const instances = series.data?.rows.length ?? (event.seriesId === null ? 0 : undefined);
  const tabs = TABS.filter((item) => item.id !== 'series' || instances === undefined || instances > 1);
  const shown = tabs.find((item) => item.id === tab)?.id ?? 'overview';
  return (
    <DetailShell<EventTab>
      title={<RemoteText text={event.title} empty="No title" />}
      aside={<WorkspaceTag workspace={byId.get(event.workspaceId)} />}
      status={<EventStanding event={event} verdict={verdict} />}
      actions={
        afterFirstFrame && verdict !== undefined ? (
          <Suspense>
            <EventStep event={event} verdict={verdict} page={page} />
          </Suspense>
        ) : null
      }
      notes={
        <>
          <StaleRecordNote query={query} />
          {data.intact ? null : (
            <Note tone="bad">
              The stored payload is damaged (it does not match its checksum). Callboard will fetch the event again;
              until then the raw text may be wrong.
            </Note>
          )}
          {event.isDeleted ? (
            <Note tone="plain">This event was deleted or cancelled. What Callboard knew of it is kept here.</Note>
          ) : null}
          {afterFirstFrame ? (
            <Suspense>
              <OpenItems of={{ event: { workspaceId, id } }} />
            </Suspense>
          ) : null}
        </>
      }
      tabs={tabs}
      tab={shown}
      onTab={onTab}
      page={page}
      onExpand={
        page
          ? undefined
          : () => void navigate({ to: '/events/$workspaceId/$id', params: { workspaceId: String(workspaceId), id } })
      }
      onClose={onClose}
    >
      {shown === 'overview' ? (
        <Overview detail={data} verdict={verdict} failure={why.error} onRetry={() => void why.refetch()} />
      ) : null}
      {shown === 'series' ? (
        <Suspense fallback={<DetailSkeleton label="Reading the series" />}>
          <EventSeries event={event} />
        </Suspense>
      ) : null}
      {shown === 'audit' ? (
        <Suspense>
          <RecordAudit filter={{ workspaces: [workspaceId], event: { workspaceId, id } }} what="event" />
        </Suspense>
      ) : null}
      {shown === 'raw' ? <RawJson text={data.raw} label="Event as Recall sent it" /> : null}
    </DetailShell>
  );
}

interface OverviewProps {
  readonly detail: Detail;
  /** Undefined until it is there. */
  readonly verdict: EventVerdict | undefined;
  readonly failure: CallFailure | null;
  readonly onRetry: () => void;
}

function Overview({ detail, verdict, failure, onRetry }: OverviewProps): ReactElement {
  return (
    <Columns
      main={
        <Suspense fallback={<DetailSkeleton label="Finding out why" />}>
          <EventStory detail={detail} verdict={verdict} failure={failure} onRetry={onRetry} />
        </Suspense>
      }
      side={
        <>
          <Section title="Meeting">
            <MeetingFacts detail={detail} />
          </Section>
          {verdict === undefined || verdict.notes.length === 0 ? null : (
            <Section title="Worth knowing">
              <Notes notes={verdict.notes} />
            </Section>
          )}
          <Section
            title="Attendees"
            aside={detail.attendeesKnown ? <Dimmed>{countText(detail.attendees.length)}</Dimmed> : null}
          >
            <Attendees detail={detail} />
          </Section>
          {verdict === undefined || (verdict.recipe.inUse === null && verdict.recipe.own === null) ? null : (
            <Section title="Deduplication key">
              <Suspense>
                <KeyFacts recipe={verdict.recipe} />
              </Suspense>
            </Section>
          )}
          <Section title="Facts">
            <Facts detail={detail} />
          </Section>
        </>
      }
    />
  );
}
