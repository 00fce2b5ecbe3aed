/** What stands there when there is nothing to triage: calm, and it says when it last looked. */
import type { ReactElement } from 'react';
import type { IncidentState } from '../../../../shared/diagnosis.ts';
import type { WorkspaceScope } from '../../../../shared/filters.ts';
import { Button } from '../../components/basics/button.tsx';
import { EmptyState } from '../../components/basics/states.tsx';
import { countText } from '../../format/numbers.ts';
import { relativeText } from '../../format/time.ts';
import { useCall } from '../../queries.ts';
import { useNowBySecond } from '../../use-now.ts';
import { NothingYet } from '../nothing-yet.tsx';
import type { TriageSearch } from './search.ts';

export interface EmptyPileProps {
  readonly show: IncidentState | undefined;
  readonly scope: WorkspaceScope;
  readonly onChange: (patch: TriageSearch) => void;
}

export function EmptyPile({ show, scope, onChange }: EmptyPileProps): ReactElement {
  if (show === undefined || show === 'open') {
    return <NothingYet what="incidents" scope={scope} otherwise={<Calm scope={scope} onChange={onChange} />} />;
  }
  const { title, text } = EMPTY[show];
  return (
    <EmptyState title={title} text={text}>
      <Button size="small" onClick={() => onChange({ show: undefined })}>
        Go to the inbox
      </Button>
    </EmptyState>
  );
}

const EMPTY: Readonly<Record<Exclude<IncidentState, 'open'>, { readonly title: string; readonly text: string }>> = {
  acknowledged: {
    title: 'Nothing is acknowledged',
    text: 'What you acknowledge in the inbox stays here until its last calendar is well again.',
  },
  snoozed: {
    title: 'Nothing is snoozed',
    text: 'What you snooze in the inbox rests here, and comes back when another calendar breaks of it.',
  },
  resolved: {
    title: 'Nothing has been resolved yet',
    text: 'An incident comes here by itself when the last of its calendars is well again.',
  },
};

function Calm({ scope, onChange }: Pick<EmptyPileProps, 'scope' | 'onChange'>): ReactElement {
  const { data: sync } = useCall('sync.status', {});
  const { data: counts } = useCall('incidents.counts', { workspaces: scope });
  const now = useNowBySecond();
  const looked = (sync?.rows ?? [])
    .filter(({ workspaceId }) => scope === 'all' || scope.includes(workspaceId))
    .map(({ freshAt }) => freshAt ?? 0);
  // The workspace that was looked at longest ago decides what can be said about all of them.
  const oldest = looked.length === 0 ? 0 : Math.min(...looked);
  return (
    <EmptyState
      title="Nothing is disconnected that needs you"
      text={
        oldest === 0
          ? 'Every calendar is connected, or somebody takes care of it.'
          : `Looked ${relativeText(oldest, now)}.`
      }
    >
      {counts === undefined || counts.acknowledged === 0 ? null : (
        <Button size="small" onClick={() => onChange({ show: 'acknowledged' })}>
          {`Show ${countText(counts.acknowledged)} acknowledged`}
        </Button>
      )}
      {counts === undefined || counts.snoozed === 0 ? null : (
        <Button size="small" onClick={() => onChange({ show: 'snoozed' })}>
          {`Show ${countText(counts.snoozed)} snoozed`}
        </Button>
      )}
      <Button size="small" kind="quiet" onClick={() => onChange({ show: 'resolved' })}>
        Show resolved
      </Button>
    </EmptyState>
  );
}
