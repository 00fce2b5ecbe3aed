/** An incident or a single case: why, what is at stake, which calendars, how it went on. In the side pane or as a page. */
import type { ReactElement } from 'react';
import type { Incident } from '../../../../shared/diagnosis.ts';
import { CauseCard } from '../../components/diagnosis/cause-card.tsx';
import { Section } from '../../components/basics/layout.tsx';
import { DetailSkeleton } from '../../components/basics/states.tsx';
import { Columns } from '../../components/detail/detail-shell.tsx';
import detail from '../../components/detail/detail.module.css';
import { RecordState, StaleRecordNote } from '../../components/detail/record-state.tsx';
import { useCall } from '../../queries.ts';
import { OpenItems } from '../jobs/open-items.tsx';
import { AtStake } from './at-stake.tsx';
import { IncidentCalendars } from './incident-calendars.tsx';
import { IncidentFacts } from './incident-facts.tsx';
import { IncidentHead } from './incident-head.tsx';
import { IncidentJob } from './incident-job.tsx';
import { isSingle } from './lines.ts';
import { NoteField } from './note-field.tsx';
import { Recovery } from './recovery.tsx';
import type { Chosen } from './words.ts';

export interface IncidentDetailProps {
  readonly incidentId: number;
  /** As the list has it: shown, and acted on, until it has been read in full. */
  readonly known?: Incident | undefined;
  readonly page: boolean;
  /** The key of the safe action means this incident. */
  readonly keyed: boolean;
  readonly onState: (incident: Incident, state: Chosen) => void;
  readonly onClose: () => void;
}

export function IncidentDetail(props: IncidentDetailProps): ReactElement {
  const { incidentId, known, page, keyed, onState, onClose } = props;
  const query = useCall('incidents.get', { incidentId });
  const { finding } = query.data ?? {};
  const incident = query.data?.incident ?? (query.error === null ? known : undefined);
  if (incident === undefined) {
    return <RecordState what="incident" id={String(incidentId)} query={query} onClose={onClose} />;
  }
  const { calendar } = incident;
  const single = isSingle(incident) && calendar !== null;
  const why = (
    <Section title="Why">
      {finding === undefined ? (
        <DetailSkeleton label="Reading the cause" />
      ) : (
        <CauseCard finding={finding} of={{ incidentId }} />
      )}
    </Section>
  );
  const stake = (
    <>
      <AtStake incident={incident} page={page} />
      <Recovery incident={incident} />
    </>
  );
  const calendars = single ? null : <IncidentCalendars incident={incident} page={page} />;
  const rest = (
    <>
      <IncidentFacts incident={incident} />
      <NoteField key={incidentId} incident={incident} />
    </>
  );
  return (
    <article
      className={detail['shell']}
      data-page={page ? '' : undefined}
      aria-label={single ? `Single case ${incidentId}` : `Incident ${incidentId}`}
    >
      <IncidentHead incident={incident} page={page} keyed={keyed} onState={onState} onClose={onClose} />
      <StaleRecordNote query={query} />
      {single ? (
        <OpenItems of={{ calendar: { workspaceId: calendar.workspaceId, id: calendar.id } }} />
      ) : (
        <IncidentJob incidentId={incidentId} />
      )}
      <div className={detail['panel']}>
        {page ? (
          <Columns
            main={
              <>
                {why}
                {calendars}
              </>
            }
            side={
              <>
                {stake}
                {rest}
              </>
            }
          />
        ) : (
          <>
            {why}
            {stake}
            {calendars}
            {rest}
          </>
        )}
      </div>
    </article>
  );
}
