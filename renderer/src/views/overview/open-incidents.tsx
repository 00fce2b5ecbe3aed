/** What stands at the top of the triage inbox. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { AtRisk, Incident } from '../../../../shared/diagnosis.ts';
import type { WorkspaceScope } from '../../../../shared/filters.ts';
import { Section } from '../../components/basics/layout.tsx';
import { WorkspaceTag } from '../../components/basics/marks.tsx';
import { ErrorState } from '../../components/basics/states.tsx';
import { Time } from '../../components/basics/time.tsx';
import { PartyMark } from '../../components/diagnosis/party-mark.tsx';
import { plural, totalOf } from '../../format/numbers.ts';
import { useCall } from '../../queries.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import styles from './overview.module.css';

const SHOWN = 5;

export function OpenIncidents({ scope }: { readonly scope: WorkspaceScope }): ReactElement {
  const { data, error, refetch } = useCall('incidents.list', {
    filter: { workspaces: scope, state: 'inbox' },
    sort: 'stake',
    after: null,
    limit: SHOWN,
  });
  return (
    <Section
      title="Open, most at stake first"
      aside={
        <Link to="/triage" className={styles['link']}>
          {data === undefined || data.total.count <= SHOWN ? 'Go to triage' : `All ${totalOf(data.total, 'case')}`}
        </Link>
      }
    >
      {data !== undefined ? (
        data.rows.length === 0 ? (
          <p className={styles['calm']}>Nothing is disconnected that needs anybody.</p>
        ) : (
          <table className={styles['lines']}>
            <thead className="cb-unseen">
              <tr>
                <th scope="col">What broke</th>
                <th scope="col">Where</th>
                <th scope="col">Meetings at risk</th>
                <th scope="col">Who acts</th>
                <th scope="col">Since</th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((incident) => (
                <Line key={incident.id} incident={incident} />
              ))}
            </tbody>
          </table>
        )
      ) : error === null ? (
        <p className={styles['calm']}>Reading …</p>
      ) : (
        <ErrorState title="The incidents could not be read" failure={error} onRetry={() => void refetch()} />
      )}
    </Section>
  );
}

function Line({ incident }: { readonly incident: Incident }): ReactElement {
  const { byId } = useWorkspaces();
  const { id, title, atRisk, party, workspaces, firstAt } = incident;
  const [workspace] = workspaces;
  return (
    <tr>
      <th scope="row">
        <Link to="/triage/$incidentId" params={{ incidentId: String(id) }} className={styles['title']} title={title}>
          <bdi>{title}</bdi>
        </Link>
      </th>
      <td className={styles['where']}>
        {workspaces.length > 1 || workspace === undefined ? (
          plural(workspaces.length, 'workspace')
        ) : (
          <WorkspaceTag workspace={byId.get(workspace.workspaceId)} />
        )}
      </td>
      <td>
        <Stake atRisk={atRisk} />
      </td>
      <td>
        <PartyMark party={party} />
      </td>
      <td className={styles['age']}>
        <Time at={firstAt} />
      </td>
    </tr>
  );
}

/** `14 meetings, first in 38 min`. */
export function Stake({ atRisk }: { readonly atRisk: AtRisk }): ReactElement {
  const { meetings, firstAt } = atRisk;
  if (meetings === 0) return <span className={styles['quiet']}>none at risk</span>;
  return (
    <>
      {plural(meetings, 'meeting')}
      {firstAt === null ? null : (
        <span className={styles['quiet']}>
          , first <Time at={firstAt} />
        </span>
      )}
    </>
  );
}
