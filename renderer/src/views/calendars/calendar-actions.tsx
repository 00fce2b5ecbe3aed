/** What can be done with one calendar, in the head of its detail: first the one safe step; and where nothing can, why. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { CalendarDiagnosis, SafeAction } from '../../../../shared/diagnosis.ts';
import type { CalendarRow } from '../../../../shared/entities.ts';
import { askFor, type CalendarActionKind } from '../../components/actions/asked.ts';
import { ASK_WORDS } from '../../components/actions/words.ts';
import { Button } from '../../components/basics/button.tsx';
import { CopyMenu } from '../../components/diagnosis/copy-menu.tsx';
import { SafeActionButton } from '../../components/diagnosis/safe-action-button.tsx';
import { Popover } from '../../components/overlay/popover.tsx';
import { useCall } from '../../queries.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { causeToShow } from './columns.tsx';
import styles from './calendars.module.css';
import { sortFindings } from './leading.ts';

const ALL: readonly CalendarActionKind[] = [
  'calendar.reconnect',
  'calendar.test_credential',
  'calendar.update_credentials',
  'calendar.delete',
];

export interface CalendarActionsProps {
  readonly calendar: CalendarRow;
  /** Undefined until it is there. */
  readonly diagnosis: CalendarDiagnosis | undefined;
  /** It will be there in a moment: the first button is left free for what it says. */
  readonly waiting: boolean;
}

export function CalendarActions({ calendar, diagnosis, waiting }: CalendarActionsProps): ReactElement {
  const { byId } = useWorkspaces();
  const { data: protection } = useCall('app.protection', {});
  const workspace = byId.get(calendar.workspaceId);
  const readOnly = workspace?.mode === 'read_only';
  const locked = protection?.locked ?? false;
  const off = readOnly || locked;
  if (waiting) return <div className={styles['actions']} />;

  const { leading } = sortFindings(calendar, diagnosis?.findings ?? []);
  const safe = leading?.action ?? null;
  const first = safe === null ? null : kindOf(safe);
  // Beside another first step, trying again is one possibility among others.
  const more = ALL.filter((kind) => kind !== first && (kind !== 'calendar.reconnect' || leads(safe)));
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
        <Popover label="More actions" side="below" buttonClass={styles['moreButton']} button={<>More actions</>}>
          {(close) => (
            <div className={styles['menu']}>
              {more.map((kind) => (
                <button
                  key={kind}
                  type="button"
                  onClick={() => {
                    close();
                    ask(kind);
                  }}
                >
                  {ASK_WORDS[kind]}
                </button>
              ))}
            </div>
          )}
        </Popover>
      )}
      <CopyMenu of={{ calendar }} party={leading?.party ?? causeToShow(calendar)?.party ?? 'nobody'} />
      {locked ? (
        <span className={styles['reason']}>Changes are locked for all workspaces; unlock them in the top bar.</span>
      ) : readOnly ? (
        <span className={styles['reason']}>
          <bdi>{workspace.name}</bdi> is read-only here.{' '}
          <Link className={styles['link']} to="/workspaces" search={{ form: 'edit', id: workspace.id }}>
            Change its mode
          </Link>
        </span>
      ) : null}
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
