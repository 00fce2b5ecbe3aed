/** What can be done about events and their bots: opens the dialogs, and offers an event's one safe step as a button. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { EventTargets } from '../../../../shared/actions.ts';
import type { EventRow } from '../../../../shared/entities.ts';
import type { EventVerdict } from '../../../../shared/verdicts.ts';
import { notify } from '../../notices.ts';
import { useChange } from '../../queries.ts';
import { Button } from '../basics/button.tsx';
import styles from './actions.module.css';
import { askFor, type BotTargets, type EventsActionKind } from './asked.ts';
import { OffReason } from './off-reason.tsx';
import { useOff } from './use-off.ts';

/** Asks whether to schedule (or move) or to take away the bots of events. */
export function askForEvents(kind: EventsActionKind, targets: EventTargets): void {
  askFor({ dialog: 'events', wanted: { kind, targets } });
}

/** Asks whether to delete these bots, whatever else their events have. */
export function askToRetire(bots: BotTargets): void {
  askFor({ dialog: 'events', wanted: { kind: 'event.retire_bot', bots } });
}

export interface EventStepButtonProps {
  readonly step: EventVerdict['step'];
  readonly event: EventRow;
}

/** An event's one safe step, and where it cannot be taken, why. Null where the step is to wait, or there is none. */
export function EventStepButton({ step, event }: EventStepButtonProps): ReactElement | null {
  const off = useOff(event.workspaceId);
  const { workspaceId, id } = event;
  const targets: EventTargets = { events: [{ workspaceId, id }] };
  const { botId } = step;
  // The dots say that nothing happens yet.
  const ask = (run: () => void): ReactElement => (
    <>
      <Button size="small" kind="primary" tip={step.why} disabled={off !== null} onClick={run}>
        {step.label}…
      </Button>
      <OffReason off={off} />
    </>
  );
  switch (step.kind) {
    case 'schedule':
    case 'reschedule':
      return ask(() => askForEvents('event.schedule_bot', targets));
    case 'unschedule':
      return ask(() => askForEvents('event.unschedule_bot', targets));
    case 'retire_bot':
      return botId === null ? null : ask(() => askToRetire([{ workspaceId, eventId: id, botId }]));
    case 'reconnect':
    case 'look_at_calendar':
      return (
        <Link
          className={styles['stepLink']}
          data-tip={step.why}
          to="/calendars/$workspaceId/$id"
          params={{ workspaceId: String(workspaceId), id: event.calendarId }}
        >
          {step.label}
        </Link>
      );
    case 'look_at_bot':
      return botId === null ? null : <LookAtBot step={step} workspaceId={workspaceId} botId={botId} />;
    case 'wait':
    case 'none':
      return null;
    default:
      return step.kind satisfies never;
  }
}

/** Retrieving a bot changes nothing, so it is possible where changes are not. */
function LookAtBot(props: {
  readonly step: EventVerdict['step'];
  readonly workspaceId: number;
  readonly botId: string;
}): ReactElement {
  const { step, workspaceId, botId } = props;
  const refresh = useChange('bots.refresh');
  const look = (): void =>
    refresh.mutate({ workspaceId, id: botId }, { onError: (failure) => notify(failure.message, 'failed') });
  return (
    <Button size="small" kind="primary" tip={step.why} busy={refresh.isPending} onClick={look}>
      {step.label}
    </Button>
  );
}
