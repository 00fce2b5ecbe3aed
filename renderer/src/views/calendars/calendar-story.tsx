/** What led to how a calendar is, what follows from it, and what happened before; the main part of its overview. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { CalendarDiagnosis, Finding } from '../../../../shared/diagnosis.ts';
import type { CalendarDetail as Detail } from '../../../../shared/entities.ts';
import { Button } from '../../components/basics/button.tsx';
import { Dimmed, Section } from '../../components/basics/layout.tsx';
import { DetailSkeleton, Note } from '../../components/basics/states.tsx';
import { RemoteBlock } from '../../components/detail/remote-block.tsx';
import detailStyles from '../../components/detail/detail.module.css';
import { CauseCard } from '../../components/diagnosis/cause-card.tsx';
import { EvidenceList } from '../../components/diagnosis/evidence-list.tsx';
import { PartyMark } from '../../components/diagnosis/party-mark.tsx';
import { countText } from '../../format/numbers.ts';
import type { CallFailure } from '../../rpc.ts';
import { CalendarHistory } from './calendar-history.tsx';
import styles from './calendars.module.css';
import { sortFindings } from './leading.ts';
import { Stake } from './stake.tsx';

export interface CalendarStoryProps {
  readonly detail: Detail;
  /** Undefined until it is there. */
  readonly diagnosis: CalendarDiagnosis | undefined;
  /** Why there is none; null: nothing went wrong. */
  readonly failure: CallFailure | null;
  readonly onRetry: () => void;
}

export function CalendarStory({ detail, diagnosis, failure, onRetry }: CalendarStoryProps): ReactElement {
  const { calendar } = detail;
  if (diagnosis === undefined) {
    if (failure === null) return <DetailSkeleton label="Finding out why" />;
    return (
      <>
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
        {calendar.statusDetail === null ? null : (
          <Section title="What Recall says">
            <RemoteBlock text={calendar.statusDetail} />
          </Section>
        )}
        <Stake detail={detail} diagnosis={undefined} />
      </>
    );
  }
  const { leading, others } = sortFindings(calendar, diagnosis.findings);
  return (
    <>
      {leading === null ? null : (
        <Section title="Why" aside={<IncidentLink outage={diagnosis.outage} />}>
          <CauseCard finding={leading} />
        </Section>
      )}
      <Stake detail={detail} diagnosis={diagnosis} />
      {others.length === 0 ? null : (
        <Section title="Worth knowing">
          <ul className={styles['findings']}>
            {others.map((finding) => (
              <li key={finding.code}>
                <OtherFinding finding={finding} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="History">
        <CalendarHistory calendar={calendar} diagnosis={diagnosis} />
      </Section>
    </>
  );
}

/** Explained, not shown as an error: its evidence is a press away. */
function OtherFinding({ finding }: { readonly finding: Finding }): ReactElement {
  const { title, explanation, evidence, remedy, party, source } = finding;
  return (
    <details className={styles['finding']} data-severity={finding.severity}>
      <summary>
        <strong>{title}.</strong> {explanation}
      </summary>
      {party === 'nobody' || party === 'unknown' ? null : (
        <p>
          <Dimmed>Who acts</Dimmed> <PartyMark party={party} />
        </p>
      )}
      <EvidenceList evidence={evidence} />
      {remedy.map((step) => (
        <p key={step}>{step}</p>
      ))}
      <p>
        <Dimmed>Source of this rule: {source}</Dimmed>
      </p>
    </details>
  );
}

function IncidentLink({ outage }: { readonly outage: CalendarDiagnosis['outage'] }): ReactElement | null {
  if (outage === null || outage.incidentId === null) return null;
  return (
    <Link className={detailStyles['link']} to="/triage/$incidentId" params={{ incidentId: String(outage.incidentId) }}>
      {outage.incidentSize > 1
        ? `One of ${countText(outage.incidentSize)} calendars with this trouble`
        : 'Show in triage'}
    </Link>
  );
}
