/** The schedule's views, as the router loads them. */
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { readRef, refText } from '../../address.ts';
import { useCommand } from '../../commands.ts';
import { EmptyState } from '../../components/basics/states.tsx';
import { useLeavePage } from '../use-leave-page.ts';
import { useRecordTab } from '../use-record-tab.ts';
import { EventDetail } from './event-detail.tsx';

export { EventsView } from './events-view.tsx';

/** The page at `/events/$workspaceId/$id`. */
export function EventPage(): ReactElement {
  const params = useParams({ from: '/events/$workspaceId/$id' });
  const ref = readRef(`${params.workspaceId}:${params.id}`);
  if (ref === undefined) {
    return <EmptyState title="No event at this address" text="The address is incomplete or was cut off." />;
  }
  return <Page key={refText(ref)} workspaceId={ref.workspaceId} id={ref.id} />;
}

function Page({ workspaceId, id }: { readonly workspaceId: number; readonly id: string }): ReactElement {
  const navigate = useNavigate();
  const [tab, setTab] = useRecordTab();
  const leave = useLeavePage(
    () => void navigate({ to: '/events', search: { sel: refText({ workspaceId, id }) }, replace: true }),
  );
  useCommand('list.close', leave);
  return <EventDetail workspaceId={workspaceId} id={id} tab={tab} onTab={setTab} page onClose={leave} />;
}
