/** What the form offers, in words. Pure. */
import type { Output } from '../../../../shared/contract.ts';
import type { Region, WorkspaceColour } from '../../../../shared/entities.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../../shared/time.ts';

export type Workspace = Output<'workspaces.list'>['rows'][number];

interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
}

/** Regions and places: recall-api.md 1.1. The `Record` makes a missing one a type error. */
const REGION_PLACES: Readonly<Record<Region, string>> = {
  'us-west-2': 'US West (Oregon)',
  'us-east-1': 'US East (N. Virginia)',
  'eu-central-1': 'Europe (Frankfurt)',
  'ap-northeast-1': 'Asia (Tokyo)',
  custom: 'Custom address',
};

export const REGION_CHOICES: readonly Choice<Region>[] = keysOf(REGION_PLACES).map((value) => ({
  value,
  label: value === 'custom' ? REGION_PLACES[value] : `${value} · ${REGION_PLACES[value]}`,
}));

const COLOURS: Readonly<Record<WorkspaceColour, true>> = {
  blue: true,
  teal: true,
  green: true,
  lime: true,
  yellow: true,
  orange: true,
  red: true,
  pink: true,
  grape: true,
  violet: true,
  indigo: true,
  cyan: true,
};

export const COLOUR_CHOICES: readonly WorkspaceColour[] = keysOf(COLOURS);

/** The first colour that no workspace wears; when all are worn, the first. */
export function freeColour(workspaces: readonly Pick<Workspace, 'colour'>[]): WorkspaceColour {
  const worn = new Set(workspaces.map((row) => row.colour));
  return COLOUR_CHOICES.find((colour) => !worn.has(colour)) ?? 'blue';
}

export const DEFAULT_POLL_MS = MINUTE_MS;

/** Within the contract's 15 s to 1 h. */
const POLL_INTERVALS = [15 * SECOND_MS, 30 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS];

/** `Every 30 seconds`, `Every minute`, `Every 5 minutes`, `Every hour`. */
export function pollText(ms: number): string {
  if (ms === HOUR_MS) return 'Every hour';
  if (ms === MINUTE_MS) return 'Every minute';
  return ms % MINUTE_MS === 0 ? `Every ${ms / MINUTE_MS} minutes` : `Every ${Math.round(ms / SECOND_MS)} seconds`;
}

/** The usual intervals, and `current` where it is another one (set from the command line). */
export function pollChoices(current: number): readonly Choice<string>[] {
  const all = POLL_INTERVALS.includes(current) ? POLL_INTERVALS : [...POLL_INTERVALS, current].sort((a, b) => a - b);
  return all.map((ms) => ({ value: String(ms), label: pollText(ms) }));
}

/** `us-west-2`, or the host of a custom address. */
export function placeText(workspace: Pick<Workspace, 'region' | 'baseUrl'>): string {
  if (workspace.region !== 'custom') return workspace.region;
  return URL.canParse(workspace.baseUrl) ? new URL(workspace.baseUrl).host : workspace.baseUrl;
}

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] {
  // Object.keys gives string[]; the records above are closed.
  return Object.keys(record) as K[];
}
