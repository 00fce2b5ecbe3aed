/**
 * A simulator in a process of its own, with the documented limits in force, whose Outlook calendars all use one OAuth client
 * with an expired secret. Arguments: workspaces, calendars in each, window, latency and connection attempt in ms.
 * Says its workspaces, and at its end what it saw.
 */
import diagnostics from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { startSimulator } from '../../../electron/simulator/index.ts';
import { say } from '../children.ts';
import { CLIENT } from './client.ts';

/** What the simulator saw of a rotation. */
export interface Truth {
  /** PATCHes that were carried out, of the calendar with the fewest and of the one with the most. */
  readonly fewest: number;
  readonly most: number;
  /** Calendars that hold the new secret and are connected. */
  readonly rotated: number;
  /** 429s of any operation. */
  readonly throttled: number;
  /** When the last PATCH was answered, ms UTC. */
  readonly answeredAt: number;
}

const [workspaces = 1, calendars = 1, windowMs = 60_000, latencyMs = 0, attemptMs = 1_000] = process.argv
  .slice(2)
  .map(Number);
const simulator = await startSimulator({
  seed: 18,
  latencyMs,
  limits: { enforce: true, windowMs },
  attemptMs: { from: attemptMs, to: attemptMs },
  world: Array.from({ length: workspaces }, (_, index) => ({
    name: `Workspace ${index + 1}`,
    calendars: 0,
    eventsPerCalendar: 0,
  })),
});
for (const workspace of simulator.world.workspaces) {
  for (let index = 0; index < calendars; index += 1)
    workspace.addCalendar({
      platform: 'microsoft_outlook',
      oauthClientId: CLIENT,
      status: 'disconnected',
      trouble: 'outlook_secret_expired',
      createdAt: Date.now() - 86_400_000 + index,
      since: Date.now() - 3_600_000,
    });
}

let answeredAt = 0;
diagnostics.subscribe('http.server.response.finish', (message) => {
  // Proven by Node's documentation of this channel.
  const { request } = message as { request: IncomingMessage };
  if (request.method === 'PATCH') answeredAt = Date.now();
});
const secrets = new Set(
  simulator.world.workspaces.flatMap((workspace) => workspace.calendars().map((one) => one.oauthClientSecret)),
);
process.once('SIGTERM', () => {
  const all = simulator.world.workspaces.flatMap((workspace) => [...workspace.calendars()]);
  const patches = all.map((calendar) => calendar.patches);
  say({
    fewest: Math.min(...patches),
    most: Math.max(...patches),
    rotated: all.filter(({ status, oauthClientSecret }) => status === 'connected' && !secrets.has(oauthClientSecret))
      .length,
    throttled: simulator.stats.totalThrottled(),
    answeredAt,
  } satisfies Truth);
  process.exit(0);
});
say({ workspaces: simulator.workspaces });
