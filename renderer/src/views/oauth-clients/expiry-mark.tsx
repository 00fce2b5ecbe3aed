/** When the secret of an OAuth client expires, as shape, words and colour; to the second on hover. */
import type { ReactElement } from 'react';
import type { OauthClient } from '../../../../shared/actions.ts';
import { toIso } from '../../../../shared/time.ts';
import { Dimmed } from '../../components/basics/layout.tsx';
import { Mark, type Tone } from '../../components/basics/marks.tsx';
import { exactText } from '../../format/time.ts';
import { useTimeZone } from '../../time-zone.tsx';
import { useNow } from '../../use-now.ts';
import { expiryState, expiryText, type ExpiryState } from './expiry.ts';

const MARKS: Readonly<Record<Exclude<ExpiryState, 'unknown'>, { readonly shape: string; readonly tone: Tone }>> = {
  expired: { shape: '■', tone: 'bad' },
  soon: { shape: '◆', tone: 'wait' },
  later: { shape: '●', tone: 'plain' },
};

export function ExpiryMark({ client }: { readonly client: OauthClient }): ReactElement {
  const { zone } = useTimeZone();
  const now = useNow();
  const { id, secretExpiresAt: at } = client;
  const state = expiryState(at, now);
  if (at === null || state === 'unknown')
    return <Dimmed>{id === null ? 'expiry unknown' : 'no expiry date entered'}</Dimmed>;
  return (
    <time dateTime={toIso(at)} title={exactText(at, zone)}>
      <Mark {...MARKS[state]} word={expiryText(at, now)} />
    </time>
  );
}
