/**
 * A Recall that runs on loopback: training mode, tests and benchmarks use it in place of the real API. It imitates
 * Calendar V2 and the bots as documented (recall-api.md 1 to 4), with the documented limits and, on demand, faults, over
 * a world that follows from a seed and lives on an injected clock.
 */
import type { AddressInfo } from 'node:net';
import type { Range, SharedClients } from './changes.ts';
import type { KeptBytes, SimulatorClock } from './workspace.ts';
import type { WorkspaceSpec, WorldSpec } from './training-world.ts';
import { createApi } from './server.ts';
import { Faults } from './faults.ts';
import { populate } from './populate.ts';
import { SimWorkspace } from './workspace.ts';
import { Traffic } from './limits.ts';
import { COLOURS, TRAINING_WORLD } from './training-world.ts';
import { addTroubles, expireSecret } from './troubles.ts';

export type { Fault, FaultKind, FaultMatch, FaultSpec } from './faults.ts';
export type { Operation } from './operations.ts';
export type { Instead, SimBot, SimCalendar, SimEvent } from './model.ts';
export type { Healing, Outage } from './outages.ts';
export type { EventDetails, NewBot, NewCalendar, NewEvent } from './changes.ts';
export type { KeyRecipe } from './recipes.ts';
export type { BotOutcome } from './bot-life.ts';
export type { SimulatorClock, SimWorkspace } from './workspace.ts';
export type { WorkspaceSpec, WorldSpec } from './training-world.ts';
export { genuineEvent } from './genuine.ts';
export { GATEWAYS, wrappedLink } from './meeting-links.ts';

export interface SimulatorOptions {
  /** Everything in the world follows from it, and from the clock at the start. */
  readonly seed: number;
  /** Default: the wall clock. Limits, statuses and the `Date` header follow it. */
  readonly clock?: SimulatorClock;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Real milliseconds before every answer. Default 0. */
  readonly latencyMs?: number;
  /** `enforce`: whether the limits of recall-api.md 1.7 hold (default yes). `windowMs`: length of their minute (default 60,000). */
  readonly limits?: { readonly enforce: boolean; readonly windowMs?: number };
  /** Default: the training world. */
  readonly world?: WorldSpec;
  /** Whether clients that accept gzip get it. Default yes. */
  readonly gzip?: boolean;
  /** Renders all events before the first request, so that a benchmark does not pay for it. Default no. */
  readonly prerender?: boolean;
  /** Records per page. Default 100 (recall-api.md 1.4). */
  readonly pageSize?: number;
  /** How long a connection attempt takes on the clock. Default 3,000 to 40,000 ms. */
  readonly attemptMs?: Range;
}

export interface SimulatedWorkspace {
  readonly name: string;
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly colour: string;
}

export interface World {
  readonly workspaces: readonly SimWorkspace[];
  /** By name, or by position. @throws RangeError when there is none. */
  workspace(which: string | number): SimWorkspace;
}

export interface Simulator {
  /** `http://127.0.0.1:<port>`, the base URL of every workspace; the API key tells them apart. */
  readonly origin: string;
  readonly workspaces: readonly SimulatedWorkspace[];
  /** The truth: what tests change, and compare a replica with. */
  readonly world: World;
  readonly faults: Faults;
  readonly stats: Traffic;
  /** Every secret that was ever answered with or received: nothing of it may be found in what the console writes. */
  secrets(): readonly string[];
  /** Ends all connections, hanging ones included. */
  stop(): Promise<void>;
}

/** Rendered events kept in memory for the next time they are served. */
const KEPT_BYTES = 256_000_000;

/** Builds the world and listens on 127.0.0.1. Rejects when the port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const clock = options.clock ?? { now: () => Date.now() };
  const keptBytes: KeptBytes = { left: KEPT_BYTES };
  const workspaces = (options.world ?? TRAINING_WORLD).map((spec, index) => {
    const colour = spec.colour ?? COLOURS[index % COLOURS.length] ?? 'blue';
    const workspace = new SimWorkspace({
      name: spec.name,
      colour,
      seed: options.seed,
      clock,
      keptBytes,
      clients: clientsOf(spec),
      ...(spec.apiKey === undefined ? {} : { apiKey: spec.apiKey }),
      ...(options.attemptMs === undefined ? {} : { attemptMs: options.attemptMs }),
      ...(spec.recipe === undefined ? {} : { recipe: spec.recipe }),
    });
    const company = companyOf(spec.name);
    populate(workspace, { ...spec, domains: spec.domains ?? [`${company}.example`], host: company });
    if (spec.troubles !== undefined && spec.troubles !== 'none') addTroubles(workspace, spec.troubles);
    expireSecret(workspace, spec.expiredSecrets ?? 0);
    workspace.begin();
    return workspace;
  });
  if (options.prerender === true)
    for (const workspace of workspaces) for (const event of workspace.events()) workspace.eventBytes(event);
  const faults = new Faults(options.seed);
  const stats = new Traffic(options.limits ?? { enforce: true });
  const server = createApi({
    clock,
    workspaces,
    faults,
    traffic: stats,
    latencyMs: options.latencyMs ?? 0,
    pageSize: options.pageSize ?? 100,
    gzip: options.gzip ?? true,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => resolve());
  });
  // A TCP server's address is an AddressInfo; only pipes give a string.
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    workspaces: workspaces.map(({ name, apiKey, colour }) => ({ name, baseUrl: origin, apiKey, colour })),
    world: { workspaces, workspace: (which) => find(workspaces, which) },
    faults,
    stats,
    secrets: () => workspaces.flatMap((workspace) => [...workspace.secrets]),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function find(workspaces: readonly SimWorkspace[], which: string | number): SimWorkspace {
  const found =
    typeof which === 'number' ? workspaces[which] : workspaces.find((workspace) => workspace.name === which);
  if (found === undefined) throw new RangeError(`The simulated world has no workspace ${String(which)}.`);
  return found;
}

function clientsOf({ googleClientId, outlookClientId }: WorkspaceSpec): SharedClients {
  return {
    ...(googleClientId === undefined ? {} : { google_calendar: googleClientId }),
    ...(outlookClientId === undefined ? {} : { microsoft_outlook: outlookClientId }),
  };
}

/** The first word of a workspace's name as a company's domain label. */
function companyOf(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9 ]/g, '')
      .split(' ')[0] || 'acme'
  );
}
