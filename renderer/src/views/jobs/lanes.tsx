/** How a job is getting on in each workspace: what is left there, and what it waits for. */
import type { ReactElement } from 'react';
import type { JobProgress } from '../../../../shared/actions.ts';
import { Mark, WorkspaceTag } from '../../components/basics/marks.tsx';
import { countText } from '../../format/numbers.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import styles from './jobs.module.css';
import type { ToneMark } from './words.ts';

type Lane = JobProgress['lanes'][number];

const LANE_MARKS: Readonly<Record<Lane['state'], ToneMark>> = {
  working: { shape: '◌', word: 'Working', tone: 'wait' },
  waiting: { shape: '○', word: 'Waits', tone: 'plain' },
  held: { shape: '■', word: 'Held', tone: 'bad' },
  done: { shape: '●', word: 'Done', tone: 'ok' },
};

export function Lanes({ lanes }: { readonly lanes: readonly Lane[] }): ReactElement | null {
  const { byId } = useWorkspaces();
  if (lanes.length === 0) return null;
  return (
    <ul className={styles['lanes']} aria-label="By workspace">
      {lanes.map((lane) => (
        <li key={lane.workspaceId} data-state={lane.state}>
          <span className={styles['laneName']}>
            <WorkspaceTag workspace={byId.get(lane.workspaceId)} />
          </span>
          <Mark {...LANE_MARKS[lane.state]} />
          {lane.open === 0 ? null : <span className={styles['dimmed']}>{countText(lane.open)} left</span>}
          {lane.message === null ? null : <span className={styles['laneMessage']}>{lane.message}</span>}
        </li>
      ))}
    </ul>
  );
}
