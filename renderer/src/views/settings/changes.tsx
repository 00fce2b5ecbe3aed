/** Whether anything can be changed at Recall, now and at the next start. */
import { SegmentedControl } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Button } from '../../components/basics/button.tsx';
import { UnlockDialog } from '../../components/frame/unlock-dialog.tsx';
import { plural } from '../../format/numbers.ts';
import { notify } from '../../notices.ts';
import { useCall, useChange } from '../../queries.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { Fact } from './fact.tsx';
import classes from './settings.module.css';

export function Changes(): ReactElement {
  const { data: protection, error } = useCall('app.protection', {});
  // One each, so that a choice that is being saved does not swallow a press of the other.
  const lock = useChange('app.protect');
  const atStart = useChange('app.protect');
  const { rows } = useWorkspaces();
  const [asking, setAsking] = useState(false);
  const onError = (failure: Error): void => notify(failure.message, 'failed');
  const changeable = rows.filter(({ mode }) => mode === 'operate').length;
  return (
    <section className={classes['section']} aria-labelledby="settings-changes">
      <h2 id="settings-changes">Changes at Recall</h2>
      {protection === undefined ? (
        <p className={classes['dim']}>{error?.message ?? 'Asking …'}</p>
      ) : (
        <dl className={classes['facts']}>
          <Fact name="Now">
            {protection.locked
              ? 'Locked: nothing but reading is sent to Recall, in any workspace.'
              : `Unlocked: ${changeable} of ${plural(rows.length, 'workspace')} can be changed, as their modes say.`}
            <Button
              busy={lock.isPending}
              onClick={() => (protection.locked ? setAsking(true) : lock.mutate({ locked: true }, { onError }))}
            >
              {protection.locked ? 'Unlock…' : 'Lock changes'}
            </Button>
          </Fact>
          <Fact name="At start">
            <SegmentedControl
              aria-label="Lock at start"
              value={protection.lockAtStart ? 'locked' : 'as-left'}
              onChange={(value) => atStart.mutate({ lockAtStart: value === 'locked' }, { onError })}
              data={[
                { value: 'as-left', label: 'As it was left' },
                { value: 'locked', label: 'Start locked' },
              ]}
            />
            <span className={classes['dim']}>
              A console that starts locked changes nothing until somebody unlocks it on purpose.
            </span>
          </Fact>
        </dl>
      )}
      {asking ? <UnlockDialog onClose={() => setAsking(false)} /> : null}
    </section>
  );
}
