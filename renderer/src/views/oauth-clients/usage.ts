/** Which calendars depend on an OAuth client, summed up. Pure. */
import type { OauthClient } from '../../../../shared/actions.ts';

export interface Usage {
  readonly calendars: number;
  readonly disconnected: number;
  readonly workspaces: number;
}

/** Present calendars that name the client, over all workspaces. */
export function usageOf({ inUse }: Pick<OauthClient, 'inUse'>): Usage {
  return {
    calendars: inUse.reduce((sum, use) => sum + use.calendars, 0),
    disconnected: inUse.reduce((sum, use) => sum + use.disconnected, 0),
    workspaces: inUse.length,
  };
}

/** How it is called; one without a name by its client id. */
export function nameOf(client: Pick<OauthClient, 'name' | 'clientId'>): string {
  return client.name ?? client.clientId;
}
