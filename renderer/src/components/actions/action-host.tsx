/** Where the action dialogs stand, whoever asks for one; and what happens once an action has begun. */
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, type ReactElement } from 'react';
import type { ActionPreview, CalendarRef, CalendarTargets, EventRef } from '../../../../shared/actions.ts';
import type { CalendarRow } from '../../../../shared/entities.ts';
import { refText, type RecordRef } from '../../address.ts';
import { useCommand } from '../../commands.ts';
import { notify } from '../../notices.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { askFor, noteStarted, stopAsking, useAsked, type EventsAsked } from './asked.ts';
import { NOTHING } from './selection.ts';
import { calendarSelection, eventSelection } from './selection-store.ts';
import { nameOf, startedText } from './words.ts';

// Not with the first page: nobody acts before there is something to act on.
const ActionDialog = lazy(async () => ({ default: (await import('./action-dialog.tsx')).ActionDialog }));
const EventsDialog = lazy(async () => ({ default: (await import('./events-dialog.tsx')).EventsDialog }));
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

  /** Beside its list, the one that is acted on shows how it goes. */
  const show = (list: '/calendars' | '/events', single: RecordRef): void => {
    if (path !== list) return;
    void navigate({
      to: '.',
      search: (old: object) => ({ ...old, sel: refText(single), tab: undefined }),
      replace: true,
    });
  };
  const begun = (targets: CalendarTargets, jobId: number, preview: ActionPreview, first: CalendarRow | null): void => {
    stopAsking();
    if ('incidentId' in targets) noteStarted(targets, jobId);
    const single = singleCalendar(targets, preview);
    if (single === null) {
      notify(startedText(preview.kind, preview.count, first === null ? null : nameOf(first)), 'done', jobId);
      // What was chosen has been acted on; a second action on the same ones is a new choice.
      calendarSelection.change({ selection: NOTHING, note: null });
      return;
    }
    noteStarted({ calendar: single }, jobId);
    show('/calendars', single);
  };
  const begunForEvents = (wanted: EventsAsked, jobId: number, preview: ActionPreview): void => {
    stopAsking();
    const single = singleEvent(wanted, preview);
    if (single === null) {
      notify(startedText(preview.kind, preview.count), 'done', jobId);
      eventSelection.change({ selection: NOTHING, note: null });
      return;
    }
    noteStarted({ event: single }, jobId);
    show('/events', single);
  };

  const { asked: wanted, id } = asked;
  return <Suspense>{dialog()}</Suspense>;

  function dialog(): ReactElement {
    switch (wanted.dialog) {
      case 'connect':
        return <ConnectDialog key={id} onClose={stopAsking} />;
      case 'act':
        return (
          <ActionDialog
            key={id}
            kind={wanted.kind}
            targets={wanted.targets}
            onClose={stopAsking}
            onStarted={(jobId, preview, first) => begun(wanted.targets, jobId, preview, first)}
          />
        );
      case 'events':
        return (
          <EventsDialog
            key={id}
            wanted={wanted.wanted}
            onClose={stopAsking}
            onStarted={(jobId, preview) => begunForEvents(wanted.wanted, jobId, preview)}
          />
        );
    }
  }
}

/** The one calendar that is acted on; null: several. */
function singleCalendar(targets: CalendarTargets, preview: ActionPreview): CalendarRef | null {
  if (preview.count !== 1) return null;
  const [row] = preview.calendars;
  if (row !== undefined) return { workspaceId: row.workspaceId, id: row.id };
  return 'calendars' in targets ? (targets.calendars[0] ?? null) : null;
}

/** The one event that is acted on, or whose bots are; null: several. */
function singleEvent(wanted: EventsAsked, preview: ActionPreview): EventRef | null {
  if (wanted.kind === 'event.retire_bot') {
    const [bot, ...others] = wanted.bots;
    if (bot === undefined || others.some((other) => other.eventId !== bot.eventId)) return null;
    return { workspaceId: bot.workspaceId, id: bot.eventId };
  }
  const [plan] = preview.events;
  return preview.count === 1 && plan !== undefined ? { workspaceId: plan.event.workspaceId, id: plan.event.id } : null;
}
