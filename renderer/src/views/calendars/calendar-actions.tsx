/** What can be done with one calendar, in the head of its detail; and where nothing can, why. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { CalendarRow } from '../../../../shared/entities.ts';
import { askFor, type CalendarActionKind } from '../../components/actions/asked.ts';
import { ASK_WORDS } from '../../components/actions/words.ts';
import { Button } from '../../components/basics/button.tsx';
import { Popover } from '../../components/overlay/popover.tsx';
import { useCall } from '../../queries.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import styles from './calendars.module.css';

const MORE: readonly CalendarActionKind[] = [
  'calendar.test_credential',
  'calendar.update_credentials',
  'calendar.delete',
];

export function CalendarActions({ calendar }: { readonly calendar: CalendarRow }): ReactElement {
  const { byId } = useWorkspaces();
  const { data: protection } = useCall('app.protection', {});
  const workspace = byId.get(calendar.workspaceId);
  const readOnly = workspace?.mode === 'read_only';
  const locked = protection?.locked ?? false;
  const off = readOnly || locked;
  const ask = (kind: CalendarActionKind): void =>
    askFor({ dialog: 'act', kind, targets: { calendars: [{ workspaceId: calendar.workspaceId, id: calendar.id }] } });
  return (
    <div className={styles['actions']}>
      <Button size="small" disabled={off} onClick={() => ask('calendar.reconnect')}>
        {ASK_WORDS['calendar.reconnect']}
      </Button>
      {off ? null : (
        <Popover label="More actions" side="below" buttonClass={styles['moreButton']} button={<>More actions</>}>
          {(close) => (
            <div className={styles['menu']}>
              {MORE.map((kind) => (
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
