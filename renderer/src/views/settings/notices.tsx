/** Which desktop notifications each workspace gives, and when it keeps quiet. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { WorkspaceNotices } from '../../../../shared/diagnosis.ts';
import { Button } from '../../components/basics/button.tsx';
import { plural } from '../../format/numbers.ts';
import { notify, notifyUndoable } from '../../notices.ts';
import { useCall, useChange } from '../../queries.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { WorkspaceLine } from './notices-line.tsx';
import classes from './notices.module.css';
import settings from './settings.module.css';

export function Notices(): ReactElement {
  const { data, error } = useCall('app.notices', {});
  const { data: info } = useCall('app.info', {});
  const { rows, byId } = useWorkspaces();
  const save = useChange('app.setNotices');
  const set = (notices: WorkspaceNotices): Promise<unknown> =>
    save.mutateAsync(notices).catch((failure: Error) => notify(failure.message, 'failed'));

  const setAll = async (of: WorkspaceNotices, before: readonly WorkspaceNotices[]): Promise<void> => {
    for (const { workspaceId } of before) await set({ ...of, workspaceId });
    notifyUndoable(`The same notifications for ${plural(before.length, 'workspace')}`, () => {
      void (async () => {
        for (const each of before) await set(each);
      })();
    });
  };

  return (
    <section className={settings['section']} aria-labelledby="settings-notices">
      <h2 id="settings-notices">Notifications</h2>
      <p className={settings['dim']}>
        One desktop notification when a trouble that several calendars share begins, and one when it is over; single
        cases come as a summary, never one per calendar. What happens in quiet hours is one summary at their end.
        Calendars that were disconnected before Callboard first looked are no news.
      </p>
      {info?.shell === 'web' && (
        <p className={settings['dim']}>
          This console runs in a browser, where Callboard shows no desktop notifications. What you choose here holds for
          the desktop app on the same data folder; in the browser, triage says what is new.
        </p>
      )}
      {data === undefined ? (
        <p className={settings['dim']}>{error?.message ?? 'Asking …'}</p>
      ) : rows.length === 0 ? (
        <p className={settings['dim']}>
          There is no workspace yet. <Link to="/workspaces">Add one</Link> to choose what it tells you.
        </p>
      ) : (
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">Workspace</th>
              <th scope="col">Tell me about</th>
              <th scope="col">Quiet hours, in this computer&#8217;s time</th>
              <th scope="col">
                <span className="cb-unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map((notices) => {
              const workspace = byId.get(notices.workspaceId);
              return workspace === undefined ? null : (
                <WorkspaceLine key={workspace.id} workspace={workspace} notices={notices} onSave={set}>
                  {data.rows.length > 1 && !data.rows.every((other) => isSame(other, notices)) && (
                    <Button
                      size="small"
                      kind="quiet"
                      label={`Use the notifications of ${workspace.name} for all workspaces`}
                      onClick={() => void setAll(notices, data.rows)}
                    >
                      Use for all {data.rows.length}
                    </Button>
                  )}
                </WorkspaceLine>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}

function isSame(a: WorkspaceNotices, b: WorkspaceNotices): boolean {
  return a.level === b.level && a.quiet?.from === b.quiet?.from && a.quiet?.to === b.quiet?.to;
}
