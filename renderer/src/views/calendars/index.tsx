/** The calendars views, as the router loads them. */
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { readRef, refText } from '../../address.ts';
import { useCommand } from '../../commands.ts';
import { useCalendarCommands } from '../../components/actions/use-calendar-commands.ts';
import { useLeavePage } from '../use-leave-page.ts';
import { useRecordTab } from '../use-record-tab.ts';
import { CalendarDetail, NoSuchCalendar } from './calendar-detail.tsx';

export { CalendarsView } from './calendars-view.tsx';

/** The page at `/calendars/$workspaceId/$id`. */
export function CalendarPage(): ReactElement {
  const params = useParams({ from: '/calendars/$workspaceId/$id' });
  const ref = readRef(`${params.workspaceId}:${params.id}`);
  return ref === undefined ? <NoSuchCalendar /> : <Page key={refText(ref)} workspaceId={ref.workspaceId} id={ref.id} />;
}

function Page({ workspaceId, id }: { readonly workspaceId: number; readonly id: string }): ReactElement {
  const navigate = useNavigate();
  const [tab, setTab] = useRecordTab();
  const leave = useLeavePage(
    () => void navigate({ to: '/calendars', search: { sel: refText({ workspaceId, id }) }, replace: true }),
  );
  useCommand('list.close', leave);
  useCalendarCommands({ calendars: [{ workspaceId, id }] });
  return <CalendarDetail workspaceId={workspaceId} id={id} tab={tab} onTab={setTab} page onClose={leave} />;
}
