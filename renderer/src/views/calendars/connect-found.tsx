/** What is known before a calendar is connected: calendars of the same mailbox, and what follows from one more. */
import type { ReactElement } from 'react';
import type { ActionPreview } from '../../../../shared/actions.ts';
import type { CalendarRow, Workspace } from '../../../../shared/entities.ts';
import styles from '../../components/actions/actions.module.css';
import { CalendarLines, Consequences } from '../../components/actions/plan.tsx';
import { WorkspaceTag } from '../../components/basics/marks.tsx';
import { plural } from '../../format/numbers.ts';

export function ConnectFound(props: {
  readonly preview: ActionPreview;
  /** Calendars of the same mailbox, in any workspace. */
  readonly same: readonly CalendarRow[];
  readonly workspace: Workspace | undefined;
  /** Update this one instead of connecting another one. */
  readonly onUpdate: (calendar: CalendarRow) => void;
}): ReactElement {
  const { preview, same, workspace, onUpdate } = props;
  return (
    <section className={styles['part']} aria-label="What was found" role="status">
      {preview.count === 0 ? <p>Nothing can be connected in this workspace just now.</p> : null}
      {same.length === 0 ? (
        <p>
          No calendar of this mailbox is connected in any workspace that Callboard knows. It will be made in{' '}
          <WorkspaceTag workspace={workspace} />.
        </p>
      ) : (
        <>
          <p>
            <strong>{plural(same.length, 'calendar')} of this mailbox already there.</strong> Update one instead of
            connecting another, unless you want both. There you enter the secrets again.
          </p>
          <CalendarLines calendars={same} onUpdate={onUpdate} />
        </>
      )}
      <Consequences preview={preview} />
    </section>
  );
}
