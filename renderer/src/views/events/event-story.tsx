/** What led to how an event stands, its occurrences with their bots, what else its bots serve, and how it changed. */
import type { ReactElement } from 'react';
import type { EventDetail as Detail } from '../../../../shared/entities.ts';
import type { EventVerdict } from '../../../../shared/verdicts.ts';
import { Button } from '../../components/basics/button.tsx';
import { Dimmed, Section } from '../../components/basics/layout.tsx';
import { DetailSkeleton, Note } from '../../components/basics/states.tsx';
import { BasisLegend } from '../../components/diagnosis/basis-mark.tsx';
import { EvidenceLines } from '../../components/verdict/evidence-lines.tsx';
import { plural } from '../../format/numbers.ts';
import { COVERAGE_MEANING } from '../../format/words.ts';
import type { CallFailure } from '../../rpc.ts';
import { BotEntries } from './bot-entries.tsx';
import { EventHistory } from './event-history.tsx';
import styles from './event.module.css';
import { laneCounts } from './lane.ts';
import { listedBots, unjudgedBots } from './listed-bots.ts';
import { OccurrenceLane } from './occurrence-lane.tsx';
import { Duplicates, SharedWith } from './related.tsx';

export interface EventStoryProps {
  readonly detail: Detail;
  /** Undefined until it is there. */
  readonly verdict: EventVerdict | undefined;
  /** Why there is none; null: nothing went wrong. */
  readonly failure: CallFailure | null;
  readonly onRetry: () => void;
}

export function EventStory({ detail, verdict, failure, onRetry }: EventStoryProps): ReactElement {
  const { event } = detail;
  if (verdict === undefined) return <Unjudged detail={detail} failure={failure} onRetry={onRetry} />;
  const { evidence, shared, duplicates } = verdict;
  return (
    <>
      {evidence.length === 0 ? null : (
        <Section title="Why" aside={<BasisLegend />}>
          <EvidenceLines evidence={evidence} />
        </Section>
      )}
      <Bots detail={detail} verdict={verdict} />
      {duplicates.length === 0 ? null : (
        <Section title="Other bots for this meeting" aside={<Dimmed>{plural(duplicates.length, 'bot')}</Dimmed>}>
          <Duplicates event={event} duplicates={duplicates} />
        </Section>
      )}
      {shared.length === 0 ? null : (
        <Section title="Shared with" aside={<Dimmed>{plural(shared.length, 'event')}</Dimmed>}>
          <SharedWith event={event} shared={shared} />
        </Section>
      )}
      <Section title="How it changed">
        <EventHistory workspaceId={event.workspaceId} history={verdict.history} />
      </Section>
    </>
  );
}

function Bots({ detail, verdict }: { readonly detail: Detail; readonly verdict: EventVerdict }): ReactElement {
  const { event } = detail;
  const { occurrences } = verdict;
  const { first, others } = listedBots(verdict);
  const counts = laneCounts(occurrences);
  return (
    <Section
      title="Occurrences and bots"
      aside={
        <Dimmed>
          {plural(counts.occurrences, 'occurrence')}, {plural(counts.bots, 'bot')}
        </Dimmed>
      }
    >
      <OccurrenceLane event={event} occurrences={occurrences} />
      {first.length === 0 ? null : (
        <div className={styles['listed']}>
          <BotEntries workspaceId={event.workspaceId} bots={first} />
        </div>
      )}
      {others.length === 0 ? null : (
        <details className={styles['others']}>
          <summary>{plural(others.length, 'bot')} of other occurrences, with ids and keys</summary>
          <BotEntries workspaceId={event.workspaceId} bots={others} />
        </details>
      )}
    </Section>
  );
}

/** What the event itself says of its bots: there before the verdict is, and where there is none. */
function Unjudged({ detail, failure, onRetry }: Omit<EventStoryProps, 'verdict'>): ReactElement {
  const { event } = detail;
  return (
    <>
      {failure === null ? (
        <DetailSkeleton label="Finding out why" />
      ) : (
        <Note
          tone="bad"
          action={
            <Button size="small" onClick={onRetry}>
              Try again
            </Button>
          }
        >
          Callboard could not find out why it is so: {failure.message}
        </Note>
      )}
      <Section title="Bots">
        {detail.bots.length === 0 ? (
          <Dimmed>{COVERAGE_MEANING[event.coverage]}</Dimmed>
        ) : (
          <BotEntries workspaceId={event.workspaceId} bots={unjudgedBots(detail.bots)} />
        )}
      </Section>
    </>
  );
}
