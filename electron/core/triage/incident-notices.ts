/**
 * Desktop notifications about incidents: what the tracker tells is collected for a minute, judged (notice-rules.ts), and said
 * once to those workspaces that want to hear of it; in their quiet hours it is kept for one summary at their end. What was
 * collected is lost with the process: the inbox holds all of it.
 */
import { MINUTE_MS } from '../../../shared/time.ts';
import type { Clock, Log, Notice } from '../deps.ts';
import type { IncidentChange } from '../store/triage.ts';
import type { Store } from '../store/types.ts';
import { boardAt, computerMinutes, type Board } from './notice-board.ts';
import { verdictOf, wants, type Affected, type Said } from './notice-rules.ts';
import { createSights, type SightSource } from './notice-sights.ts';
import { brokenNotice, foundNotice, quietNotice, recoveredNotice, singlesNotice } from './notice-words.ts';

const COLLECT_MS = MINUTE_MS;
/** Single cases come all day long in a large fleet; a workspace speaks of them at most this often (ms). */
const SINGLES_EVERY_MS = 15 * MINUTE_MS;
/** Incidents that are looked at in one go, before others may use the core. */
const SLICE = 50;
/** Meetings that are counted one by one when an incident is over. */
const GAP_AT_MOST = 200;

export interface IncidentNoticesDeps {
  readonly store: SightSource & Pick<Store, 'workspaces' | 'notices' | 'coverageGap'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly notify: (notice: Notice) => void;
  /** Minutes since midnight that the computer's wall clock shows at an instant; default: this computer's. */
  readonly localMinutes?: (ms: number) => number;
}

export interface IncidentNotices {
  /** What became of incidents. */
  changed(changes: readonly IncidentChange[]): void;
  stop(): void;
}

/** What a workspace did not want to hear of at the time; ids of incidents. */
interface Missed {
  readonly incidents: Set<number>;
  readonly singles: Set<number>;
  found: number;
}

export function createIncidentNotices(deps: IncidentNoticesDeps): IncidentNotices {
  const { store, clock, log, notify } = deps;
  const minutes = deps.localMinutes ?? computerMinutes;
  const sights = createSights(store);
  const stopping = new AbortController();
  /** Incidents that something was told of, and from when on they are looked at (of the monotonic clock). */
  const heard = new Map<number, { readonly due: number; readonly what: Set<IncidentChange['what']> }>();
  const said = new Map<number, Said>();
  const singles = new Map<number, Set<number>>();
  const singlesSaidAt = new Map<number, number>();
  const found = new Map<number, { count: number; since: number }>();
  const counted = new Set<string>();
  const missed = new Map<number, Missed>();
  let running = false;

  const boardNow = (): Board => boardAt(store, clock.now(), minutes);

  /** Of these workspaces the names of those that hear it now; for those that rest it is kept. */
  const audience = (
    board: Board,
    workspaceIds: Iterable<number>,
    kind: 'shared' | 'single',
    keep: (missed: Missed) => void,
  ): ReadonlyMap<number, string> => {
    const hearing = new Map<number, string>();
    for (const id of new Set(workspaceIds)) {
      const name = board.nameOf(id);
      if (name === undefined || !wants(board.settingsOf(id), kind)) continue;
      if (board.isQuiet(id)) keep(entryOf(missed, id, () => ({ incidents: new Set(), singles: new Set(), found: 0 })));
      else hearing.set(id, name);
    }
    return hearing;
  };

  /** `calendars`: those whose workspaces it concerns. */
  const tellShared = (board: Board, id: number, calendars: readonly Affected[], tell: Tell): void => {
    const concerned = calendars.map(({ workspaceId }) => workspaceId);
    const hearing = audience(board, concerned, 'shared', (kept) => kept.incidents.add(id));
    if (hearing.size > 0) notify(tell(({ workspaceId }) => hearing.has(workspaceId), [...hearing.values()]));
  };

  const look = (board: Board, id: number, what: Set<IncidentChange['what']>): void => {
    const { now } = board.time;
    const sight = sights.see(id, now);
    if (sight === null) return void said.delete(id);
    const { incident, calendars } = sight;
    const before = said.get(id);
    const verdict = verdictOf({ size: incident.size, resolvedAt: incident.resolvedAt, calendars }, what, before, now);
    const open = calendars.filter(({ well }) => !well);
    switch (verdict.kind) {
      case 'silent':
        break;
      case 'later':
        heard.set(id, { due: clock.monotonic() + verdict.at - now, what });
        break;
      case 'found':
        for (const { workspaceId, calendarId } of open) {
          const key = `${workspaceId}:${calendarId}`;
          if (counted.has(key)) continue;
          counted.add(key);
          const entry = entryOf(found, workspaceId, () => ({ count: 0, since: now }));
          entry.count += 1;
          entry.since = now;
        }
        break;
      case 'single':
        for (const { workspaceId } of open) entryOf(singles, workspaceId, () => new Set<number>()).add(id);
        break;
      case 'opened':
      case 'grew':
        said.set(id, { what: 'broken', open: open.length, brokenAt: now });
        tellShared(board, id, open, (hears, names) =>
          brokenNotice(incident, open.filter(hears), names, verdict.kind === 'grew', board.time),
        );
        break;
      case 'recovered':
        said.set(id, { what: 'well', open: 0, brokenAt: before?.brokenAt ?? 0 });
        // A workspace whose calendars were all deleted has nothing that recovered.
        tellShared(
          board,
          id,
          calendars.filter(({ deleted }) => !deleted),
          (hears, names) => {
            const gap = store.coverageGap({ incidentId: id }, now, GAP_AT_MOST);
            const count = gap.rows.filter(({ event }) => hears(event)).length;
            const exact = gap.total.exact && gap.total.count <= gap.rows.length;
            return recoveredNotice(incident, calendars.filter(hears), names, { count, exact });
          },
        );
        break;
      default:
        verdict satisfies never;
    }
  };

  /** Single cases of these that are still that. */
  const stillSingle = (ids: Iterable<number>) =>
    [...ids].flatMap((id) => {
      const incident = store.incident(id);
      return incident !== null && incident.size === 1 && incident.open > 0 ? [incident] : [];
    });

  const tellSingles = (board: Board): void => {
    for (const [workspaceId, ids] of singles) {
      const last = singlesSaidAt.get(workspaceId);
      if (last !== undefined && board.time.now < last + SINGLES_EVERY_MS) continue;
      singles.delete(workspaceId);
      const keep = (kept: Missed): void => ids.forEach((id) => kept.singles.add(id));
      for (const name of audience(board, [workspaceId], 'single', keep).values()) {
        const cases = stillSingle(ids);
        if (cases.length === 0) continue;
        singlesSaidAt.set(workspaceId, board.time.now);
        notify(singlesNotice(cases, name, board.time));
      }
    }
  };

  const tellFound = (board: Board): void => {
    for (const [workspaceId, { count, since }] of found) {
      // A first fill comes in pages: it is told of when no more is found.
      if (board.time.now < since + COLLECT_MS) continue;
      found.delete(workspaceId);
      const keep = (kept: Missed): void => void (kept.found += count);
      for (const name of audience(board, [workspaceId], 'single', keep).values()) notify(foundNotice(count, name));
    }
  };

  const tellMissed = (board: Board): void => {
    const over = [...missed].filter(([id]) => !board.isQuiet(id));
    for (const [id] of over) missed.delete(id);
    const heardOf = over.filter(([id]) => board.nameOf(id) !== undefined && wants(board.settingsOf(id), 'shared'));
    const notice = quietNotice({
      incidents: [...new Set(heardOf.flatMap(([, { incidents }]) => [...incidents]))].flatMap(
        (id) => store.incident(id) ?? [],
      ),
      singles: stillSingle(heardOf.flatMap(([, kept]) => [...kept.singles])).length,
      found: heardOf.reduce((sum, [, kept]) => sum + kept.found, 0),
      workspaces: heardOf.map(([id]) => board.nameOf(id) ?? ''),
    });
    if (notice !== null) notify(notice);
  };

  const safely = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      log.write('warn', 'an incident was not notified of', {
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  };

  const tick = async (): Promise<void> => {
    const at = clock.monotonic();
    const due = [...heard].filter(([, entry]) => entry.due <= at);
    for (const [id] of due) heard.delete(id);
    for (let from = 0; from < due.length; from += SLICE) {
      if (from > 0) await clock.sleep(0, stopping.signal);
      safely(() => {
        const board = boardNow();
        for (const [id, { what }] of due.slice(from, from + SLICE)) safely(() => look(board, id, what));
      });
    }
    safely(() => {
      const board = boardNow();
      tellSingles(board);
      tellFound(board);
      tellMissed(board);
    });
  };

  const run = async (): Promise<void> => {
    while (heard.size + singles.size + found.size + missed.size > 0) {
      const next = Math.min(...[...heard.values()].map(({ due }) => due), clock.monotonic() + COLLECT_MS);
      await clock.sleep(Math.max(0, next - clock.monotonic()), stopping.signal);
      await tick();
    }
    running = false;
  };

  return {
    changed(changes) {
      const due = clock.monotonic() + COLLECT_MS;
      for (const { id, what } of changes) entryOf(heard, id, () => ({ due, what: new Set() })).what.add(what);
      if (running || stopping.signal.aborted || heard.size === 0) return;
      running = true;
      // It ends early only by `stop`.
      run().catch(() => undefined);
    },
    stop() {
      stopping.abort();
    },
  };
}

/** Makes the notice for the workspaces that hear it. */
type Tell = (hears: (of: { readonly workspaceId: number }) => boolean, workspaces: readonly string[]) => Notice;

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const present = map.get(key);
  if (present !== undefined) return present;
  const made = make();
  map.set(key, made);
  return made;
}
