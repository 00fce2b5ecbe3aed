/** What a console says of every claim of a stage, and where it is wrong, in lines that a person can read. */
import type { EventRow } from '../../../../shared/entities.ts';
import type { EventVerdict } from '../../../../shared/verdicts.ts';
import type { Fleet } from '../../actions/support/fleet.ts';
import type { Claim, Placed } from './stage.ts';

/** Every row of the replica, by `workspaceId/id`. */
export async function allRows(fleet: Fleet): Promise<ReadonlyMap<string, EventRow>> {
  const rows = new Map<string, EventRow>();
  for (const sort of [
    { by: 'start' as const, direction: 'asc' as const },
    { by: 'updated' as const, direction: 'desc' as const },
  ]) {
    let after: string | null = null;
    do {
      const page: { rows: EventRow[]; next: string | null } = await fleet.core.call('events.list', {
        filter: { workspaces: 'all' },
        sort,
        after,
        limit: 200,
      });
      for (const row of page.rows) rows.set(`${row.workspaceId}/${row.id}`, row);
      after = page.next;
    } while (after !== null);
  }
  return rows;
}

const time = (at: number | null): string => (at === null ? 'nowhere' : new Date(at).toISOString().slice(5, 16));

/** Claims whose verdict is another one. */
export async function wrongVerdicts(fleet: Fleet, claims: readonly Claim[]): Promise<string[]> {
  const now = fleet.clock.now();
  const rows = await allRows(fleet);
  return claims.flatMap((claim) => {
    const row = rows.get(`${fleet.id(claim.workspace.name)}/${claim.event.id}`);
    const said = row?.verdict == null ? 'nothing' : `${row.verdict.verdict} ${row.verdict.reason}`;
    const truth = claim.truth(now);
    return said === truth ? [] : [`${describe(claim)}: is ${truth}, console says ${said}`];
  });
}

/** Claims whose bots the console puts into other occurrences. */
export async function wrongOccurrences(fleet: Fleet, claims: readonly Claim[]): Promise<string[]> {
  const now = fleet.clock.now();
  const wrong: string[] = [];
  for (const claim of claims) {
    const verdict = await fleet.core.call('events.verdict', {
      workspaceId: fleet.id(claim.workspace.name),
      id: claim.event.id,
    });
    const said = placedBy(verdict);
    const truth = claim.bots(now);
    const lines = [...new Set([...said.keys(), ...truth.keys()])].flatMap((botId) => {
      const [is, says] = [words(truth.get(botId)), words(said.get(botId))];
      return is === says ? [] : [`bot ${botId} is ${is}, console says ${says}`];
    });
    if (lines.length > 0) wrong.push(`${describe(claim)}: ${lines.join('; ')}`);
  }
  return wrong;
}

/** Each bot's occurrence; a bot in two of them is a mistake of its own. */
function placedBy({ occurrences, unplaced }: EventVerdict): Map<string, Placed> {
  const placed = new Map<string, Placed>();
  const put = (botId: string, at: Placed): void => {
    if (placed.has(botId)) throw new Error(`Bot ${botId} is placed twice.`);
    placed.set(botId, at);
  };
  for (const { startAt, bots } of occurrences) for (const { entry, fit } of bots) put(entry.botId, { startAt, fit });
  for (const { entry } of unplaced) put(entry.botId, { startAt: null, fit: 'fits' });
  return placed;
}

const words = (placed: Placed | undefined): string =>
  placed === undefined ? 'nowhere' : `at ${time(placed.startAt)} (${placed.fit})`;

const describe = ({ story, workspace, event }: Claim): string =>
  `${workspace.name}, "${story}", ${event.id.slice(0, 8)}, ${time(event.startAt)} to ${time(event.endAt)}`;
