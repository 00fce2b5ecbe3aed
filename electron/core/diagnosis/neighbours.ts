/** What those who broke beside a calendar tell about the possible meanings of its cause. Pure. */
import { DAY_MS } from '../../../shared/time.ts';
import type { Neighbours, StoredOutage } from '../store/triage.ts';
import { livedSevenDays } from './testing-client.ts';

/** How long a token may lie unused: six months at Google, 90 days at Microsoft. */
const UNUSED_DAYS = { google_token_unused: 180, microsoft_token_inactive: 90 } as const;

/** One sentence about the possibility with this code; null where nothing here speaks for or against it. */
export function knownOf(code: string, outage: StoredOutage, neighbours: Neighbours | null): string | null {
  const days = outage.connectedAt === null ? null : (outage.brokeAt - outage.connectedAt) / DAY_MS;
  switch (code) {
    case 'google_testing_client':
      if (neighbours !== null && neighbours.client.sevenDayDeaths >= 2) {
        return `${neighbours.client.sevenDayDeaths} calendars of this OAuth client broke seven days after they were connected.`;
      }
      if (days === null) return null;
      return livedSevenDays(outage)
        ? 'This connection lived seven days, but no other of this client did.'
        : `This connection lived ${daysText(days)}, so it is unlikely.`;
    case 'google_token_unused':
    case 'microsoft_token_inactive':
      return days === null || days >= UNUSED_DAYS[code]
        ? null
        : `This connection lived ${daysText(days)}, so it is not this.`;
    case 'google_admin_policy':
    case 'google_session_control':
    case 'microsoft_blocked_by_policy':
    case 'microsoft_sign_in_frequency':
    case 'microsoft_service_principal_disabled':
      if (neighbours === null) return null;
      return neighbours.domain.together > 0
        ? `${neighbours.domain.together} more of the same mail domain broke within an hour of it.`
        : 'No other of the same mail domain broke within an hour of it.';
    case 'revoked_by_user':
    case 'credential_invalidated':
    case 'calendar_scope_missing':
      if (neighbours === null) return null;
      return neighbours.client.broken <= 1
        ? 'No other calendar of this OAuth client is disconnected, which fits one person’s doing.'
        : null;
    default:
      return null;
  }
}

function daysText(days: number): string {
  if (days < 1) return 'less than a day';
  const whole = Math.floor(days);
  return whole === 1 ? 'one day' : `${whole} days`;
}
