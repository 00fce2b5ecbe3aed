/** What can be done about an event, and why the first of it is the one safe step. */
import type { ReactElement } from 'react';
import type { EventTargets } from '../../../../shared/actions.ts';
import type { EventRow } from '../../../../shared/entities.ts';
import type { EventVerdict } from '../../../../shared/verdicts.ts';
import { EventStepButton } from '../../components/actions/event-actions.tsx';
import { useEventCommands } from '../../components/actions/use-event-commands.ts';
import styles from './event.module.css';

export interface EventStepProps {
  readonly event: EventRow;
  readonly verdict: EventVerdict;
  /** On its own page the keys that act are the event's; in the pane they are the list's. */
  readonly page: boolean;
}

export function EventStep({ event, verdict, page }: EventStepProps): ReactElement {
  const { step } = verdict;
  const { workspaceId, id } = event;
  const targets: EventTargets = { events: [{ workspaceId, id }] };
  useEventCommands(page ? targets : null);
  return (
    <div className={styles['step']}>
      <EventStepButton step={step} event={event} />
      {step.kind === 'none' ? null : (
        <p className={styles['stepWhy']}>
          {step.kind === 'wait' ? `${step.label}. ` : null}
          {step.why}
        </p>
      )}
    </div>
  );
}
