/** What the whole console must know about itself: secrets and their end, storage, connection. Calm, each with its next step. */
import { IconKey } from '@tabler/icons-react';
import { useRouterState } from '@tanstack/react-router';
import { useSyncExternalStore, type ReactElement } from 'react';
import { notify } from '../../notices.ts';
import { useCall, useChange } from '../../queries.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { connectionNow, onConnection } from '../../rpc.ts';
import { Button } from '../basics/button.tsx';
import { Banner } from './banner.tsx';
import { ExpiryBanner } from './expiry-banner.tsx';

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
      <ExpiryBanner />
    </>
  );
}
