/** Where the action dialogs stand, whoever asks for one; and what happens once an action has begun. */
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, type ReactElement } from 'react';
import type { ActionPreview, CalendarRef, CalendarTargets } from '../../../../shared/actions.ts';
import type { CalendarRow } from '../../../../shared/entities.ts';
import { refText } from '../../address.ts';
import { useCommand } from '../../commands.ts';
import { notify } from '../../notices.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { askFor, noteStarted, stopAsking, useAsked } from './asked.ts';
import { NOTHING } from './selection.ts';
import { changeSelection } from './selection-store.ts';
import { nameOf, startedText } from './words.ts';

// Not with the first page: nobody acts before there is something to act on.
const ActionDialog = lazy(async () => ({ default: (await import('./action-dialog.tsx')).ActionDialog }));
const ConnectDialog = lazy(async () => ({
  default: (await import('../../views/calendars/connect-dialog.tsx')).ConnectDialog,
}));

export function ActionHost(): ReactElement | null {
  const asked = useAsked();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { rows } = useWorkspaces();
  useCommand('calendar.connect', () => askFor({ dialog: 'connect' }), rows.length > 0);
  if (asked === null) return null;

  const begun = (targets: CalendarTargets, jobId: number, preview: ActionPreview, first: CalendarRow | null): void => {
    stopAsking();
    if ('incidentId' in targets) noteStarted(targets, jobId);
    const single = singleOf(targets, preview);
    if (single === null) {
      notify(startedText(preview.kind, preview.count, first === null ? null : nameOf(first)), 'done', jobId);
      // What was chosen has been acted on; a second action on the same ones is a new choice.
      changeSelection({ selection: NOTHING, note: null });
      return;
    }
    noteStarted(single, jobId);
    if (path !== '/calendars') return;
    // Its detail shows how it goes.
    void navigate({
      to: '.',
      search: (old: object) => ({ ...old, sel: refText(single), tab: undefined }),
      replace: true,
    });
  };

  const { asked: wanted, id } = asked;
  return (
    <Suspense>
      {wanted.dialog === 'connect' ? (
        <ConnectDialog key={id} onClose={stopAsking} />
      ) : (
        <ActionDialog
          key={id}
          kind={wanted.kind}
          targets={wanted.targets}
          onClose={stopAsking}
          onStarted={(jobId, preview, first) => begun(wanted.targets, jobId, preview, first)}
        />
      )}
    </Suspense>
  );
}

/** The one calendar that is acted on; null: several. */
function singleOf(targets: CalendarTargets, preview: ActionPreview): CalendarRef | null {
  if (preview.count !== 1) return null;
  const [row] = preview.calendars;
  if (row !== undefined) return { workspaceId: row.workspaceId, id: row.id };
  return 'calendars' in targets ? (targets.calendars[0] ?? null) : null;
}
