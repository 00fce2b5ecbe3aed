/** The one safe step of a cause as a button: it opens the dialog or the page where the step is taken, or copies the message. */
import { useNavigate } from '@tanstack/react-router';
import { useRef, type ReactElement } from 'react';
import type { CalendarTargets } from '../../../../shared/actions.ts';
import type { CommandId } from '../../../../shared/commands.ts';
import type { Incident, Party, SafeAction } from '../../../../shared/diagnosis.ts';
import type { CalendarRow } from '../../../../shared/entities.ts';
import { useCommand } from '../../commands.ts';
import { askFor, type CalendarActionKind } from '../actions/asked.ts';
import { Button } from '../basics/button.tsx';
import { Popover, type PopoverHandle } from '../overlay/popover.tsx';
import { CopyPanel } from './copy-menu.tsx';
import type { CopyOf } from './copying.ts';
import styles from './diagnosis.module.css';

/** What the step is taken for. */
export type ActTarget = { readonly calendar: CalendarRow } | { readonly incident: Incident };

export interface SafeActionButtonProps {
  readonly action: SafeAction;
  readonly target: ActTarget;
  /** Nothing may be changed there at the moment; messages can still be copied. */
  readonly disabled?: boolean;
  /** A command that takes the step as well. */
  readonly command?: CommandId;
}

const WIDTH_PX = 460;

/** Null where the step is to wait, or there is none. */
export function SafeActionButton(props: SafeActionButtonProps): ReactElement | null {
  const { action, target, disabled = false, command } = props;
  const navigate = useNavigate();
  const button = (label: string, onClick: () => void, off = false): ReactElement => (
    <StepButton label={label} why={action.why} disabled={off} command={command} onClick={onClick} />
  );
  const ask = (kind: CalendarActionKind): ReactElement =>
    // The dots say that nothing happens yet.
    button(`${action.label}…`, () => askFor({ dialog: 'act', kind, targets: targetsOf(target) }), disabled);
  switch (action.kind) {
    case 'reconnect':
      return ask('calendar.reconnect');
    case 'test_credential':
      return ask('calendar.test_credential');
    case 'update_credentials':
      return ask('calendar.update_credentials');
    case 'rotate_secret': {
      const clientId = 'calendar' in target ? target.calendar.oauthClientId : target.incident.oauthClientId;
      // Without the client's id the rotation has nothing to begin with: its page is chosen from the list.
      if (clientId === null) return button(`${action.label}…`, () => void navigate({ to: '/oauth-clients' }), disabled);
      return button(
        `${action.label}…`,
        () => void navigate({ to: '/oauth-clients/$clientId/rotate', params: { clientId } }),
        disabled,
      );
    }
    case 'ask_end_user':
      return <MessageButton label={action.label} of={copyOf(target)} party="end_user" command={command} />;
    case 'ask_it_admin':
      return <MessageButton label={action.label} of={copyOf(target)} party="it_admin" command={command} />;
    case 'fix_registration':
      return button(`${action.label}…`, () => void navigate({ to: '/oauth-doctor' }));
    case 'wait':
    case 'none':
      return null;
  }
}

interface StepButtonProps {
  readonly label: string;
  readonly why: string;
  readonly disabled: boolean;
  readonly command: CommandId | undefined;
  readonly onClick: () => void;
}

function StepButton({ label, why, disabled, command, onClick }: StepButtonProps): ReactElement {
  useCommandOf(command, disabled ? undefined : onClick);
  return (
    <Button size="small" kind="primary" tip={why} disabled={disabled} onClick={onClick}>
      {label}
    </Button>
  );
}

/** Carries out a command that may not be there. */
function useCommandOf(command: CommandId | undefined, run: (() => void) | undefined): void {
  useCommand(command ?? 'triage.act', () => run?.(), command !== undefined && run !== undefined);
}

/** Copies the message at once and shows it. */
function MessageButton(props: {
  readonly label: string;
  readonly of: CopyOf;
  readonly party: Extract<Party, 'end_user' | 'it_admin'>;
  readonly command: CommandId | undefined;
}): ReactElement {
  const { label, of, party, command } = props;
  const popover = useRef<PopoverHandle>(null);
  useCommandOf(command, () => popover.current?.open());
  return (
    <Popover
      ref={popover}
      label={label}
      button={label}
      buttonClass={styles['primaryButton']}
      side="below"
      width={WIDTH_PX}
    >
      {() => <CopyPanel of={of} party={party} first={{ audience: party, format: 'text' }} />}
    </Popover>
  );
}

function targetsOf(target: ActTarget): CalendarTargets {
  if ('incident' in target) return { incidentId: target.incident.id };
  const { workspaceId, id } = target.calendar;
  return { calendars: [{ workspaceId, id }] };
}

function copyOf(target: ActTarget): CopyOf {
  return 'incident' in target ? { incidentId: target.incident.id } : { calendar: target.calendar };
}
