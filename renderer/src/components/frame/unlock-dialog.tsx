/** Asks before changes are unlocked, with what can be changed from then on. */
import type { ReactElement } from 'react';
import { plural } from '../../format/numbers.ts';
import { notify } from '../../notices.ts';
import { useChange } from '../../queries.ts';
import { useFocusReturn } from '../../use-focus-return.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { WorkspaceTag } from '../basics/marks.tsx';
import { Button } from '../basics/button.tsx';
import { Dialog } from '../overlay/dialog.tsx';
import classes from './lock.module.css';

export interface UnlockDialogProps {
  readonly onClose: () => void;
  /** Changes are unlocked now. */
  readonly onUnlocked?: () => void;
}

export function UnlockDialog({ onClose, onUnlocked }: UnlockDialogProps): ReactElement {
  const { rows } = useWorkspaces();
  useFocusReturn();
  const protect = useChange('app.protect');
  const changeable = rows.filter(({ mode }) => mode === 'operate');
  const readOnly = rows.length - changeable.length;
  const unlock = (): void =>
    protect.mutate(
      { locked: false },
      {
        onSuccess: () => {
          notify('Changes unlocked');
          onClose();
          onUnlocked?.();
        },
      },
    );
  return (
    <Dialog title="Unlock changes?" width={460} onClose={onClose}>
      <div className={classes['dialog']}>
        {changeable.length === 0 ? (
          <p>
            No workspace can be changed even then: all of them are read-only. The mode of a workspace is set under
            Workspaces.
          </p>
        ) : (
          <>
            <p>
              {plural(changeable.length, 'workspace')} can then be changed at Recall, each time after a preview and your
              confirmation:
            </p>
            <ul className={classes['names']}>
              {changeable.map((row) => (
                <li key={row.id}>
                  <WorkspaceTag workspace={row} />
                </li>
              ))}
            </ul>
            {readOnly === 0 ? null : (
              <p className={classes['dimmed']}>
                {plural(readOnly, 'workspace')} {readOnly === 1 ? 'is' : 'are'} read-only and{' '}
                {readOnly === 1 ? 'stays' : 'stay'} so.
              </p>
            )}
            <p className={classes['dimmed']}>Jobs that the lock holds up can then be resumed.</p>
          </>
        )}
        {protect.error === null ? null : (
          <p className={classes['problem']} role="alert">
            {protect.error.message}
          </p>
        )}
        <div className={classes['buttons']}>
          <Button onClick={onClose}>Stay locked</Button>
          <Button kind="primary" busy={protect.isPending} onClick={unlock}>
            Unlock changes
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
