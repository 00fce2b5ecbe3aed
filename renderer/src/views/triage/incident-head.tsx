/** What an incident is, how it stands, and what can be done about it; the same beside the list and on its own page. */
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Incident } from '../../../../shared/diagnosis.ts';
import { Button } from '../../components/basics/button.tsx';
import { Mark } from '../../components/basics/marks.tsx';
import { Time } from '../../components/basics/time.tsx';
import detail from '../../components/detail/detail.module.css';
import { TitleLine } from '../../components/detail/title-line.tsx';
import { PartyMark } from '../../components/diagnosis/party-mark.tsx';
import { SafeActionButton } from '../../components/diagnosis/safe-action-button.tsx';
import styles from './triage.module.css';
import { grownText, sizeText, STATE_MARKS, type Chosen } from './words.ts';

export interface IncidentHeadProps {
  readonly incident: Incident;
  readonly page: boolean;
  readonly keyed: boolean;
  readonly onState: (incident: Incident, state: Chosen) => void;
  readonly onClose: () => void;
}

export function IncidentHead({ incident, page, keyed, onState, onClose }: IncidentHeadProps): ReactElement {
  const navigate = useNavigate();
  const { id, title, state, stateAt, party, firstAt, grownBy } = incident;
  return (
    <header className={detail['head']}>
      <TitleLine
        title={<bdi>{title}</bdi>}
        page={page}
        onExpand={() => void navigate({ to: '/triage/$incidentId', params: { incidentId: String(id) } })}
        onClose={onClose}
      />
      <div className={detail['status']}>
        <Mark {...STATE_MARKS[state]} />
        <span>
          {state === 'open' ? (
            <>
              began <Time at={firstAt} />
            </>
          ) : (
            <Time at={stateAt} />
          )}
        </span>
        <span>{sizeText(incident)}</span>
        {grownBy === 0 ? null : <span className={styles['grown']}>{grownText(grownBy)}</span>}
        <span>
          Who acts: <PartyMark party={party} />
        </span>
      </div>
      <div className={styles['actions']}>
        {incident.action === null || incident.open === 0 ? null : (
          <SafeActionButton
            action={incident.action}
            target={{ incident }}
            {...(keyed ? { command: 'triage.act' } : {})}
          />
        )}
        <StateButtons incident={incident} onState={onState} />
      </div>
    </header>
  );
}

/** What it is not yet. A resolved one stays what it is. */
function StateButtons({ incident, onState }: Pick<IncidentHeadProps, 'incident' | 'onState'>): ReactElement | null {
  const { state } = incident;
  if (state === 'resolved') return null;
  return (
    <>
      {state === 'acknowledged' ? null : (
        <Button size="small" tip="Somebody takes care of it  (e)" onClick={() => onState(incident, 'acknowledged')}>
          Acknowledge
        </Button>
      )}
      {state === 'snoozed' ? null : (
        <Button
          size="small"
          tip="Until another calendar breaks of it  (s)"
          onClick={() => onState(incident, 'snoozed')}
        >
          Snooze until it grows
        </Button>
      )}
      {state === 'open' ? null : (
        <Button size="small" tip="Put back into the inbox  (o)" onClick={() => onState(incident, 'open')}>
          Back to inbox
        </Button>
      )}
    </>
  );
}
