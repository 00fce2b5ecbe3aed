/** Secrets of registered OAuth clients that are about to expire, or have: said everywhere, because many calendars depend on one. */
import { IconKey } from '@tabler/icons-react';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { OauthClient } from '../../../../shared/actions.ts';
import { MINUTE_MS } from '../../../../shared/time.ts';
import { plural } from '../../format/numbers.ts';
import { useCall } from '../../queries.ts';
import { useNowIn } from '../../use-now.ts';
import { expiryText, isUrgent } from '../../views/oauth-clients/expiry.ts';
import { nameOf, usageOf } from '../../views/oauth-clients/usage.ts';
import { Button } from '../basics/button.tsx';
import { Banner } from './banner.tsx';

const REGISTER = '/oauth-clients';

/** The most urgent one by name; the register, which says the same of all, has none. */
export function ExpiryBanner(): ReactElement | null {
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const { data } = useCall('oauthClients.list', {});
  const now = useNowIn(MINUTE_MS);
  const navigate = useNavigate();
  if (pathname.startsWith(REGISTER)) return null;
  const urgent = (data?.rows ?? [])
    .filter(isRegistered)
    .filter((client) => isUrgent(client.secretExpiresAt, now) && usageOf(client).calendars > 0)
    .sort((a, b) => a.secretExpiresAt - b.secretExpiresAt);
  const [first] = urgent;
  if (first === undefined) return null;
  const { calendars } = usageOf(first);
  const more = urgent.length - 1;
  const { clientId } = first;
  return (
    <Banner
      icon={<IconKey size={16} />}
      grave={first.secretExpiresAt <= now}
      action={
        <>
          <Button kind="quiet" onClick={() => void navigate({ to: REGISTER, search: { form: 'edit', id: first.id } })}>
            Change the date
          </Button>
          <Button
            onClick={() => void navigate({ to: '/oauth-clients/$clientId/rotate', params: { clientId }, search: {} })}
          >
            Rotate secret…
          </Button>
        </>
      }
    >
      The secret of <bdi>{nameOf(first)}</bdi> {expiryText(first.secretExpiresAt, now)}; {plural(calendars, 'calendar')}{' '}
      {calendars === 1 ? 'uses' : 'use'} it
      {more === 0 ? '.' : `. So it is with ${plural(more, 'more OAuth client')}.`}
    </Banner>
  );
}

type Registered = OauthClient & { readonly id: number; readonly secretExpiresAt: number };

function isRegistered(client: OauthClient): client is Registered {
  return client.id !== null && client.secretExpiresAt !== null;
}
