/** One customer: the sentence that answers, its days, and the meetings that somebody must look at. */
import { Link } from '@tanstack/react-router';
import { useId, type ReactElement } from 'react';
import type { EventFilter } from '../../../../../shared/filters.ts';
import { Section } from '../../../components/basics/layout.tsx';
import { DetailSkeleton, ErrorState } from '../../../components/basics/states.tsx';
import detail from '../../../components/detail/detail.module.css';
import { TitleLine } from '../../../components/detail/title-line.tsx';
import { VerdictMark } from '../../../components/verdict/verdict-mark.tsx';
import { totalText } from '../../../format/numbers.ts';
import { useCall } from '../../../queries.ts';
import { useTimeZone } from '../../../time-zone.tsx';
import { startText } from '../columns.tsx';
import { ExportEvents } from '../export-events.tsx';
import { verdictsText, type EventsSearch } from '../search.ts';
import { dayEdges } from '../windows.ts';
import styles from './coverage.module.css';
import { DayStrip } from './day-strip.tsx';
import type { CoverageQuestion } from './question.ts';
import { coverageSentence, gravest, meetingsOf, PROBLEMS, spanWords, totalsOfDays } from './sentence.ts';
import { Statement } from './statement.tsx';
import { useSettled } from './use-settled.ts';

/** Problem meetings that are named here; the agenda has all. */
const NAMED = 50;
/** As many days as the contract takes. */
const MOST_DAYS = 31;

export interface DomainDetailProps {
  readonly domain: string;
  readonly question: CoverageQuestion;
  /** The span as the address has it. */
  readonly when: string;
  /** Whole minutes, ms UTC. */
  readonly now: number;
  readonly onClose: () => void;
  readonly onExpand: () => void;
}

export function DomainDetail(props: DomainDetailProps): ReactElement {
  const { domain, question, when, now, onClose, onExpand } = props;
  const { zone } = useTimeZone();
  const id = useId();
  const { workspaces, from, to, external } = question;
  const only = external === undefined ? {} : { external };
  const edges = [...dayEdges(from, to, zone, MOST_DAYS)];
  const { data, error, refetch, isPlaceholderData } = useCall('events.domainCoverage', {
    workspaces,
    domain,
    ...only,
    edges,
  });
  const filter: EventFilter = { workspaces, from, to, domain, ...only };
  const agenda: EventsSearch = { domain, ...only, when };
  return (
    <article className={detail['shell']} aria-labelledby={id}>
      <header className={detail['head']}>
        <TitleLine id={id} title={<bdi>{domain}</bdi>} page={false} onExpand={onExpand} onClose={onClose} />
      </header>
      <div className={styles['body']}>
        {error !== null && data === undefined ? (
          <ErrorState title="The customer could not be read" failure={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <DetailSkeleton label="Reading the customer" />
        ) : (
          <Days
            {...{ domain, agenda, filter, days: data.days, settled: !isPlaceholderData }}
            sentenceEnd={{ external: external === 'external', span: spanWords(when, now, zone), past: to <= now }}
            now={now}
          />
        )}
      </div>
    </article>
  );
}

function Days(props: {
  readonly domain: string;
  readonly agenda: EventsSearch;
  readonly filter: EventFilter;
  readonly days: Parameters<typeof totalsOfDays>[0] & Parameters<typeof DayStrip>[0]['days'];
  /** False: the days are those of the question before. */
  readonly settled: boolean;
  readonly sentenceEnd: { readonly external: boolean; readonly span: string; readonly past: boolean };
  readonly now: number;
}): ReactElement {
  const { domain, agenda, filter, days, settled, sentenceEnd, now } = props;
  const totals = totalsOfDays(days);
  const meetings = meetingsOf(totals);
  const unknown = totals.unknown.count;
  const sentence = useSettled(coverageSentence({ totals, domain, ...sentenceEnd }), settled);
  return (
    <>
      <Statement verdict={gravest(totals)}>{sentence}</Statement>
      <DayStrip days={days} search={agenda} now={now} />
      <Problems filter={filter} agenda={agenda} now={now} />
      <div className={styles['ways']}>
        <Link to="/events" search={agenda} className={detail['link']}>
          All in the agenda
        </Link>
        {unknown === 0 ? null : (
          <Link to="/events" search={{ ...agenda, verdict: 'unknown' }} className={detail['link']}>
            {unknown} that cannot be judged yet
          </Link>
        )}
        <ExportEvents
          filter={filter}
          sort={{ by: 'start', direction: 'asc' }}
          what={`events of ${domain}`}
          file={`callboard-${domain.replaceAll(/[^a-z0-9.-]+/g, '-')}`}
          disabled={meetings.count === 0 && totals.not_recordable.count === 0}
        />
      </div>
    </>
  );
}

/** Meetings that will not be recorded as they should, soonest first. */
function Problems(props: {
  readonly filter: EventFilter;
  readonly agenda: EventsSearch;
  readonly now: number;
}): ReactElement | null {
  const { filter, agenda, now } = props;
  const { zone } = useTimeZone();
  const { data } = useCall('events.list', {
    filter: { ...filter, verdicts: [...PROBLEMS] },
    sort: { by: 'start', direction: 'asc' },
    after: null,
    limit: NAMED,
  });
  if (data === undefined || data.rows.length === 0) return null;
  return (
    <Section
      title="To look at"
      aside={
        <Link to="/events" search={{ ...agenda, verdict: verdictsText(PROBLEMS) }} className={detail['link']}>
          {data.next === null ? 'In the agenda' : `All ${totalText(data.total)} in the agenda`}
        </Link>
      }
    >
      <ul className={styles['problems']}>
        {data.rows.map((event) => (
          <li key={`${event.workspaceId}:${event.id}`}>
            <Link
              to="/events/$workspaceId/$id"
              params={{ workspaceId: String(event.workspaceId), id: event.id }}
              className={styles['problem']}
            >
              <span className={styles['when']}>{startText(event, zone, now)}</span>
              <bdi className={styles['title']}>{event.title ?? 'no title'}</bdi>
              <VerdictMark mark={event.verdict} compact />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
