/** What can be done with one calendar, in the head of its detail: first the one safe step; and where nothing can, why. */
import type { ReactElement } from 'react';
import type { CalendarDiagnosis, SafeAction } from '../../../../shared/diagnosis.ts';
import type { CalendarRow } from '../../../../shared/entities.ts';
import { askFor, type CalendarActionKind } from '../../components/actions/asked.ts';
import { MoreActions } from '../../components/actions/more-actions.tsx';
import { OffReason } from '../../components/actions/off-reason.tsx';
import { useOff } from '../../components/actions/use-off.ts';
import { ASK_WORDS, CALENDAR_ACTIONS } from '../../components/actions/words.ts';
import { Button } from '../../components/basics/button.tsx';
import { CopyMenu } from '../../components/diagnosis/copy-menu.tsx';
import { SafeActionButton } from '../../components/diagnosis/safe-action-button.tsx';
import { causeToShow } from './columns.tsx';
import styles from './calendars.module.css';
import { sortFindings } from './leading.ts';

export interface CalendarActionsProps {
  readonly calendar: CalendarRow;
  /** Undefined until it is there. */
  readonly diagnosis: CalendarDiagnosis | undefined;
  /** It will be there in a moment: the first button is left free for what it says. */
  readonly waiting: boolean;
}

export function CalendarActions({ calendar, diagnosis, waiting }: CalendarActionsProps): ReactElement {
  const reason = useOff(calendar.workspaceId);
  const off = reason !== null;
  if (waiting) return <div className={styles['actions']} />;

  const { leading } = sortFindings(calendar, diagnosis?.findings ?? []);
  const safe = leading?.action ?? null;
  const first = safe === null ? null : kindOf(safe);
  // Beside another first step, trying again is one possibility among others.
  const more = CALENDAR_ACTIONS.filter((kind) => kind !== first && (kind !== 'calendar.reconnect' || leads(safe)));
  const ask = (kind: CalendarActionKind): void =>
    askFor({ dialog: 'act', kind, targets: { calendars: [{ workspaceId: calendar.workspaceId, id: calendar.id }] } });
  return (
    <div className={styles['actions']}>
      {safe !== null && leads(safe) ? (
        <SafeActionButton action={safe} target={{ calendar }} disabled={off} />
      ) : (
        <Button size="small" disabled={off} onClick={() => ask('calendar.reconnect')}>
          {ASK_WORDS['calendar.reconnect']}
        </Button>
      )}
      {off ? null : (
        <MoreActions actions={more.map((kind) => ({ label: ASK_WORDS[kind], onChoose: () => ask(kind) }))} />
      )}
      <CopyMenu of={{ calendar }} party={leading?.party ?? causeToShow(calendar)?.party ?? 'nobody'} />
      <OffReason off={reason} />
    </div>
  );
}

/** True for a step that somebody can take now. */
function leads(action: SafeAction | null): boolean {
  return action !== null && action.kind !== 'wait' && action.kind !== 'none';
}

/** The action of the console that the step is; null: it is none. */
function kindOf({ kind }: SafeAction): CalendarActionKind | null {
  switch (kind) {
    case 'reconnect':
      return 'calendar.reconnect';
    case 'test_credential':
      return 'calendar.test_credential';
    case 'update_credentials':
      return 'calendar.update_credentials';
    default:
      return null;
  }
}
