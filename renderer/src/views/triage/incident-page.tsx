/** One incident on its page. */
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useCommand } from '../../commands.ts';
import { EmptyState } from '../../components/basics/states.tsx';
import { useCall } from '../../queries.ts';
import { useLeavePage } from '../use-leave-page.ts';
import { IncidentDetail } from './incident-detail.tsx';
import { useIncidentStates } from './use-incident-states.ts';

/** The page at `/triage/$incidentId`. */
export function IncidentPage(): ReactElement {
  const { incidentId } = useParams({ from: '/triage/$incidentId' });
  return /^\d{1,15}$/.test(incidentId) ? (
    <Page key={incidentId} incidentId={Number(incidentId)} />
  ) : (
    <EmptyState title="No incident at this address" text="The address is incomplete or was cut off." />
  );
}

function Page({ incidentId }: { readonly incidentId: number }): ReactElement {
  const navigate = useNavigate();
  const { data } = useCall('incidents.get', { incidentId });
  const put = useIncidentStates();
  const leave = useLeavePage(
    () => void navigate({ to: '/triage', search: { sel: String(incidentId) }, replace: true }),
  );
  const meant = data === undefined ? [] : [data.incident];
  useCommand('list.close', leave);
  useCommand('triage.acknowledge', () => put(meant, 'acknowledged'), meant.length > 0);
  useCommand('triage.snooze', () => put(meant, 'snoozed'), meant.length > 0);
  useCommand('triage.reopen', () => put(meant, 'open'), meant.length > 0);
  return (
    <IncidentDetail
      incidentId={incidentId}
      page
      keyed
      onState={(incident, state) => put([incident], state)}
      onClose={leave}
    />
  );
}
