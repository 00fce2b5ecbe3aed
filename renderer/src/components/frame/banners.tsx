/** What the whole console must know about itself: secrets, storage, connection. Calm, each with its next step. */
import { IconAlertTriangle, IconKey } from '@tabler/icons-react';
import { useRouterState } from '@tanstack/react-router';
import { useSyncExternalStore, type ReactElement, type ReactNode } from 'react';
import { notify } from '../../notices.ts';
import { useCall, useChange } from '../../queries.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { connectionNow, onConnection } from '../../rpc.ts';
import { Button } from '../basics/button.tsx';
import classes from './banners.module.css';

export function Banners(): ReactElement {
  const { data: info } = useCall('app.info', {});
  const connection = useSyncExternalStore(onConnection, connectionNow);
  const { rows } = useWorkspaces();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const keep = useChange('app.keepSecretsInMemory');
  // Training workspaces have no secrets, so who only looks around is not bothered with the keychain.
  const keyWanted = pathname === '/workspaces' || rows.length === 0 || rows.some((row) => !row.training);
  return (
    <>
      {connection === 'lost' && (
        <Banner grave>
          Callboard on this computer does not answer, so what you see may be old. If it was stopped, start it again and
          open the address that it prints.
        </Banner>
      )}
      {info?.keychain.state === 'unavailable' && keyWanted && (
        <Banner
          icon={<IconKey size={16} />}
          action={
            <Button
              busy={keep.isPending}
              onClick={() => keep.mutate({}, { onError: (error) => notify(error.message, 'failed') })}
            >
              Keep secrets in memory until quit
            </Button>
          }
        >
          {info.keychain.message}
        </Banner>
      )}
      {info !== undefined && info.storage.state !== 'ok' && (
        <Banner grave={info.storage.state !== 'rebuilt'}>{info.storage.message}</Banner>
      )}
    </>
  );
}

interface BannerProps {
  readonly children: ReactNode;
  readonly grave?: boolean;
  readonly icon?: ReactNode;
  readonly action?: ReactNode;
}

function Banner({ children, grave = false, icon, action }: BannerProps): ReactElement {
  return (
    <div className={classes['banner']} data-grave={grave} role="status">
      <span className={classes['icon']}>{icon ?? <IconAlertTriangle size={16} />}</span>
      <p>{children}</p>
      {action}
    </div>
  );
}
