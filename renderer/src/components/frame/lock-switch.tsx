/** The lock over all workspaces: says whether anything can be changed at Recall, locks at once, unlocks after a question. */
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommand } from '../../commands.ts';
import { notify } from '../../notices.ts';
import { useCall, useChange } from '../../queries.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import classes from './lock.module.css';
import { UnlockDialog } from './unlock-dialog.tsx';

export function LockSwitch(): ReactElement | null {
  const { rows } = useWorkspaces();
  const { data: protection } = useCall('app.protection', {}, { enabled: rows.length > 0 });
  const protect = useChange('app.protect');
  const [asking, setAsking] = useState(false);
  const known = rows.length > 0 && protection !== undefined;
  const press = (): void => {
    if (protection?.locked === true) {
      setAsking(true);
      return;
    }
    protect.mutate(
      { locked: true },
      {
        onSuccess: () => notify('Changes locked: nothing but reading is sent to Recall'),
        onError: (error) => notify(error.message, 'failed'),
      },
    );
  };
  useCommand('app.lock', press, known);
  if (!known) return null;
  const { locked } = protection;
  const readOnly = rows.every(({ mode }) => mode === 'read_only');
  const words = locked ? 'Read-only until unlocked' : readOnly ? 'All workspaces read-only' : 'Changes unlocked';
  const tip = locked
    ? 'Nothing but reading is sent to Recall. Press to unlock'
    : readOnly
      ? 'Each workspace is in read-only mode. Press to lock all of them besides'
      : 'Press to lock changes for all workspaces';
  return (
    <>
      <button
        type="button"
        className={classes['switch']}
        data-locked={locked}
        aria-label={`${words}. ${locked ? 'Unlock' : 'Lock'} changes`}
        data-tip={tip}
        onClick={press}
      >
        {locked || readOnly ? <IconLock size={16} stroke={1.6} /> : <IconLockOpen size={16} stroke={1.6} />}
        <span className={classes['words']}>{words}</span>
      </button>
      {asking ? <UnlockDialog onClose={() => setAsking(false)} /> : null}
    </>
  );
}
