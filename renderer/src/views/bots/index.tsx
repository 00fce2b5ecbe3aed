/** The views of bots, as the router loads them. */
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { readRef, refText } from '../../address.ts';
import { useCommand } from '../../commands.ts';
import { EmptyState } from '../../components/basics/states.tsx';
import { useLeavePage } from '../use-leave-page.ts';
import { useRecordTab } from '../use-record-tab.ts';
import { BotView } from './bot-view.tsx';

export { BotsView } from './bots-view.tsx';

/** The page at `/bots/$workspaceId/$id`. */
export function BotPage(): ReactElement {
  const params = useParams({ from: '/bots/$workspaceId/$id' });
  const ref = readRef(`${params.workspaceId}:${params.id}`);
  if (ref === undefined) {
    return <EmptyState title="No bot at this address" text="The address is incomplete or was cut off." />;
  }
  return <Page key={refText(ref)} workspaceId={ref.workspaceId} id={ref.id} />;
}

function Page({ workspaceId, id }: { readonly workspaceId: number; readonly id: string }): ReactElement {
  const navigate = useNavigate();
  const [tab, setTab] = useRecordTab();
  const leave = useLeavePage(
    () => void navigate({ to: '/bots', search: { sel: refText({ workspaceId, id }) }, replace: true }),
  );
  useCommand('list.close', leave);
  return (
    <BotView
      workspaceId={workspaceId}
      id={id}
      tab={tab === 'raw' ? 'raw' : 'overview'}
      onTab={setTab}
      page
      onClose={leave}
    />
  );
}
