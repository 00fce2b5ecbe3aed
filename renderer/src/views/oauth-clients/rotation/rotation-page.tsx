/**
 * The guided rotation of one OAuth client's secret: client, secret, canary, fleet, report, on one page. Preparing it is in
 * plan.tsx, the running and the finished job in run.tsx. Whoever comes back while it runs finds it where it stands.
 */
import { IconArrowLeft } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState, type ReactElement } from 'react';
import type { OauthClient } from '../../../../../shared/actions.ts';
import { useCommand } from '../../../commands.ts';
import { Button, IconButton } from '../../../components/basics/button.tsx';
import { CopyId } from '../../../components/basics/copy.tsx';
import { DetailSkeleton, EmptyState, ErrorState } from '../../../components/basics/states.tsx';
import { MantineSurface } from '../../../components/mantine/surface.tsx';
import { CALENDAR_PLATFORM_WORDS } from '../../../format/words.ts';
import { useCall } from '../../../queries.ts';
import { OPEN_JOB_STATES } from '../../jobs/search.ts';
import { useLeavePage } from '../../use-leave-page.ts';
import { ExpiryMark } from '../expiry-mark.tsx';
import { nameOf } from '../usage.ts';
import { LastRotation } from './last-rotation.tsx';
import { isRotationOf } from './phase.ts';
import { Plan } from './plan.tsx';
import { Run } from './run.tsx';
import styles from './rotation.module.css';

export function RotationPage(): ReactElement {
  const { clientId } = useParams({ from: '/oauth-clients/$clientId/rotate' });
  return (
    <MantineSurface>
      <Rotation key={clientId} clientId={clientId} />
    </MantineSurface>
  );
}

function Rotation({ clientId }: { readonly clientId: string }): ReactElement {
  const navigate = useNavigate();
  const clients = useCall('oauthClients.list', {});
  const client = clients.data?.rows.find((row) => row.clientId === clientId);
  const leave = useLeavePage(() => void navigate({ to: '/oauth-clients', search: {}, replace: true }));
  useCommand('list.close', leave);
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <IconButton label="Back" onClick={leave}>
          <IconArrowLeft size={16} aria-hidden />
        </IconButton>
        <div>
          <h1>
            Rotate the secret of <bdi>{client === undefined ? clientId : nameOf(client)}</bdi>
          </h1>
          <div className={styles['facts']}>
            {client !== undefined && (
              <span>{client.platform === 'other' ? 'Other platform' : CALENDAR_PLATFORM_WORDS[client.platform]}</span>
            )}
            <CopyId id={clientId} what="client id" />
            {client !== undefined && <ExpiryMark client={client} />}
          </div>
        </div>
      </header>
      <Stage client={client} clientId={clientId} />
    </div>
  );
}

interface StageProps {
  readonly client: OauthClient | undefined;
  readonly clientId: string;
}

/** The rotation that the address names, else the one that is under way, else one to prepare. */
function Stage({ client, clientId }: StageProps): ReactElement {
  const { job: named } = useSearch({ from: '/oauth-clients/$clientId/rotate' });
  const navigate = useNavigate({ from: '/oauth-clients/$clientId/rotate' });
  /** A job that was given up for another secret: it may need a moment to end, and is not come back to. */
  const [givenUp, setGivenUp] = useState<number | null>(null);
  const open = useCall('jobs.list', { states: [...OPEN_JOB_STATES], after: null, limit: 200 });
  const running = open.data?.rows.find((job) => job.id !== givenUp && isRotationOf(job, clientId))?.id;
  const jobId = named ?? running;
  const shown = useCall('jobs.get', { jobId: jobId ?? 0 }, { enabled: jobId !== undefined });

  useEffect(() => {
    // In the address it stays when it ends and is under way no more.
    if (named === undefined && running !== undefined)
      void navigate({ search: (before) => ({ ...before, job: running }), replace: true });
  }, [named, running, navigate]);

  const prepare = (): void => void navigate({ search: {}, replace: true });
  if (jobId === undefined) {
    if (open.isPending) return <DetailSkeleton label="Looking for a rotation that is under way" />;
    if (open.data === undefined && open.error !== null)
      return <ErrorState title="The jobs could not be read" failure={open.error} onRetry={() => void open.refetch()} />;
    return (
      <>
        <LastRotation clientId={clientId} />
        <Plan client={client} clientId={clientId} again={givenUp !== null} />
      </>
    );
  }
  if (shown.data === undefined) {
    if (shown.error === null) return <DetailSkeleton label="Reading the rotation" />;
    return (
      <ErrorState title="This rotation could not be read" failure={shown.error} onRetry={() => void shown.refetch()} />
    );
  }
  if (!isRotationOf(shown.data, clientId)) {
    return (
      <EmptyState title="No rotation of this client at this address" text={`Job ${jobId} does something else.`}>
        <Button size="small" onClick={prepare}>
          Prepare a rotation
        </Button>
      </EmptyState>
    );
  }
  return (
    <Run
      key={jobId}
      job={shown.data}
      client={client}
      clientId={clientId}
      onAgain={() => {
        setGivenUp(jobId);
        prepare();
      }}
    />
  );
}
