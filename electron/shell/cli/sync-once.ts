/** `sync --once`: asks every workspace for a sweep and waits until each has had one. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Output } from '../../../shared/contract.ts';
import { EXIT } from '../exit.ts';
import type { Caller } from './run.ts';
import { workspacesUp } from './workspaces-up.ts';

type Status = Output<'sync.status'>['rows'][number];

const POLL_MS = 250;
/** A line per workspace at most this often, ms. */
const REPORT_MS = 2_000;

/** Returns the exit status: failed when any workspace could not be brought up to date. */
export async function syncOnce(call: Caller, say: (line: string) => void): Promise<number> {
  const startedAt = Date.now();
  const workspaces = await workspacesUp(call);
  if (workspaces.length === 0) {
    say('There is no workspace to sync. Add one with: rpc workspaces.add -');
    return EXIT.ok;
  }
  const nameOf = new Map(workspaces.map(({ id, name }) => [id, name]));
  const before = await call('sync.status', {});
  // Freshness is told by the server's clock, in whole seconds: it is compared with itself, not with ours.
  const freshBefore = new Map(before.rows.map(({ workspaceId, freshAt }) => [workspaceId, freshAt]));
  const outcomeOf = (row: Status): Outcome => outcome(row, startedAt, freshBefore.get(row.workspaceId) ?? null);
  await call('sync.now', {});
  for (let reportedAt = startedAt; ; await sleep(POLL_MS)) {
    const { rows } = await call('sync.status', {});
    const open = rows.filter((row) => outcomeOf(row) === 'under way');
    if (open.length === 0) return summary(rows, nameOf, outcomeOf, say);
    if (Date.now() - reportedAt >= REPORT_MS) {
      reportedAt = Date.now();
      for (const row of open) say(`${nameOf.get(row.workspaceId) ?? row.workspaceId}: ${progress(row)}`);
    }
  }
}

type Outcome = 'done' | 'not possible' | 'under way';

function outcome(row: Status, startedAt: number, freshBefore: number | null): Outcome {
  switch (row.state) {
    case 'paused':
    case 'no_key':
      return 'not possible';
    case 'failed':
      return row.error !== null && row.error.at >= startedAt ? 'not possible' : 'under way';
    case 'idle':
      return row.freshAt !== null && row.freshAt > (freshBefore ?? 0) ? 'done' : 'under way';
    case 'filling':
    case 'syncing':
    case 'waiting':
      return 'under way';
  }
}

function progress(row: Status): string {
  const eta = row.etaMs === null ? '' : `, about ${Math.ceil(row.etaMs / 1_000)} s to go`;
  return `${row.counts.calendars} calendars, ${row.counts.events} events so far${eta}`;
}

function summary(
  rows: readonly Status[],
  nameOf: ReadonlyMap<number, string>,
  outcomeOf: (row: Status) => Outcome,
  say: (line: string) => void,
): number {
  let status: number = EXIT.ok;
  for (const row of rows) {
    const name = nameOf.get(row.workspaceId) ?? String(row.workspaceId);
    if (outcomeOf(row) === 'done') {
      say(`${name}: up to date, ${row.counts.calendars} calendars, ${row.counts.events} events`);
    } else if (row.state === 'paused') {
      say(`${name}: paused, left alone`);
    } else {
      status = EXIT.failed;
      say(`${name}: ${row.error?.message ?? 'no API key is available. Enter it again, or unlock the keychain.'}`);
    }
  }
  return status;
}
