/** The rotation of this client that ended last: who comes back later finds its report. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Time } from '../../../components/basics/time.tsx';
import { useCall } from '../../../queries.ts';
import { outcomesText } from '../../jobs/words.ts';
import { isRotationOf } from './phase.ts';
import styles from './rotation.module.css';

/** So many jobs back it is looked for; older ones are under Jobs. */
const LOOKED_AT = 100;

export function LastRotation({ clientId }: { readonly clientId: string }): ReactElement | null {
  const { data } = useCall('jobs.list', { states: ['finished', 'cancelled'], after: null, limit: LOOKED_AT });
  const last = data?.rows.find((job) => isRotationOf(job, clientId));
  if (last === undefined) return null;
  return (
    <p className={styles['last']}>
      The last rotation ended <Time at={last.endedAt ?? last.createdAt} />, begun by <bdi>{last.actor.user}</bdi>:{' '}
      {outcomesText(last)}.{' '}
      <Link
        className={styles['link']}
        to="/oauth-clients/$clientId/rotate"
        params={{ clientId }}
        search={{ job: last.id }}
      >
        Open its report
      </Link>
    </p>
  );
}
