/** The dialogs of every action on events and their bots. */
import { useState, type ReactElement } from 'react';
import type { ActionPreview, ActionRequest } from '../../../../shared/actions.ts';
import { ActionFrame } from './action-frame.tsx';
import type { EventsAsked } from './asked.ts';
import { ConfirmationField } from './confirmation-field.tsx';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { useAction } from './use-action.ts';
import { confirmText, DIALOG_TITLES } from './words.ts';

export interface EventsDialogProps {
  readonly wanted: EventsAsked;
  readonly onClose: () => void;
  /** It began; the dialog is done. */
  readonly onStarted: (jobId: number, preview: ActionPreview) => void;
}

export function EventsDialog({ wanted, ...rest }: EventsDialogProps): ReactElement {
  switch (wanted.kind) {
    case 'event.schedule_bot':
      return <ScheduleDialog targets={wanted.targets} {...rest} />;
    case 'event.unschedule_bot':
      return <RemovalDialog request={{ kind: wanted.kind, targets: wanted.targets }} {...rest} />;
    case 'event.retire_bot':
      return <RemovalDialog request={wanted} {...rest} />;
    default:
      return wanted satisfies never;
  }
}

interface RemovalDialogProps extends Omit<EventsDialogProps, 'wanted'> {
  readonly request: Extract<ActionRequest, { readonly kind: 'event.unschedule_bot' | 'event.retire_bot' }>;
}

const WIDTH_PX = 680;

/** Takes bots away: there is nothing to choose. */
function RemovalDialog({ request, onClose, onStarted }: RemovalDialogProps): ReactElement {
  const [typed, setTyped] = useState('');
  const { kind } = request;
  const action = useAction(request);
  const { preview } = action;
  const confirmation = preview?.confirmation ?? null;
  const submit = async (): Promise<void> => {
    if (preview === undefined) return;
    const jobId = await action.start({
      canary: null,
      ...(confirmation === null ? {} : { confirmation: typed.trim() }),
    });
    if (jobId !== null) onStarted(jobId, preview);
  };
  return (
    <ActionFrame
      kind={kind}
      action={action}
      title={DIALOG_TITLES[kind]}
      width={WIDTH_PX}
      confirm={confirmText(kind, preview?.count ?? 1)}
      blocked={confirmation !== null && typed.trim() !== confirmation}
      holdsWork={() => typed !== ''}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      {confirmation === null ? null : <ConfirmationField phrase={confirmation} typed={typed} onTyped={setTyped} />}
    </ActionFrame>
  );
}
