/**
 * Keeps verdicts in step: judges what a page changed before windows are told, and by and by what waits besides: all that
 * comes due as time passes, whatever a calendar, a bot, a sibling or the recipe in use had a part in.
 */
import type { Topic } from '../../../shared/channels.ts';
import type { Clock, Log } from '../deps.ts';
import { judge } from '../diagnosis/events/judge.ts';
import { traitsOf } from '../diagnosis/events/traits.ts';
import type { Store } from '../store/types.ts';
import type { PendingEvent, VerdictWriter } from '../store/verdicts.ts';

/** Events in one transaction: some 25 ms, after which others have their turn. More at once is cheaper for each. */
const AT_ONCE = 500;
/** How often it is looked whether something came due (ms). */
const DUE_EVERY_MS = 10_000;
/** What ended up to so long ago may still change through its calendar: a meeting that runs (ms). */
const LOOKS_BACK_MS = 24 * 3_600_000;

export interface KeeperDeps {
  readonly store: Pick<Store, 'verdicts' | 'pendingVerdicts' | 'calendarsNotIn'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Tells windows; not the keeper itself. */
  readonly changed: (topic: Topic, workspaceId: number | null, ids?: readonly string[]) => void;
}

export interface VerdictKeeper {
  /** Something changed. What is few is judged before this returns. */
  heard(topic: Topic, workspaceId: number, ids: readonly string[] | undefined): void;
  /** Has a workspace's events ahead judged again: its recipe became another one. */
  recipeChanged(workspaceId: number): void;
  /** Judges what waits and, until `signal` aborts, what comes due. */
  run(signal: AbortSignal): Promise<void>;
}

export function createKeeper({ store, clock, log, changed }: KeeperDeps): VerdictKeeper {
  const stopping = new AbortController();
  let working = false;

  /** A failure of ours must not stop the sync that called: what waits goes on waiting. */
  const safely = <T>(what: string, otherwise: T, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      log.write('error', `verdicts failed: ${what}`, {
        reason: error instanceof Error ? error.message : String(error),
      });
      return otherwise;
    }
  };

  /** Judges the next of those that wait, together with what `first` adds to them. Returns whether more wait, siblings of these too. */
  const judgeSome = (what: string, first?: (writer: VerdictWriter) => void): boolean =>
    safely(what, false, () => {
      const now = clock.now();
      const told = store.verdicts((writer) => {
        first?.(writer);
        return writer.save(writer.next(AT_ONCE).map((event) => conclude(event, now)));
      });
      for (const [workspaceId, ids] of told) changed('events', workspaceId, ids);
      return store.pendingVerdicts(1) > 0;
    });

  /** Goes on while something waits, and gives way to others between two chunks. */
  const workOn = async (): Promise<void> => {
    if (working) return;
    working = true;
    try {
      do await clock.sleep(0, stopping.signal);
      while (judgeSome('waiting events'));
    } catch {
      // Stopped.
    } finally {
      working = false;
    }
  };

  const settle = (what: string, first?: (writer: VerdictWriter) => void): void => {
    if (judgeSome(what, first)) void workOn();
  };

  const calendarsOf = (workspaceId: number, ids: readonly string[] | undefined): readonly string[] =>
    ids ?? safely('calendars', [], () => store.calendarsNotIn(workspaceId, new Set()));

  return {
    heard(topic, workspaceId, ids) {
      if (stopping.signal.aborted) return;
      switch (topic) {
        case 'events':
          settle('changed events');
          return;
        case 'calendars': {
          const calendars = calendarsOf(workspaceId, ids);
          const from = clock.now() - LOOKS_BACK_MS;
          settle('changed calendars', (writer) => {
            for (const id of calendars) writer.pendCalendar(workspaceId, id, from);
          });
          return;
        }
        case 'bots':
          settle('looked-at bots', (writer) => {
            for (const id of ids ?? []) writer.pendBot(workspaceId, id);
          });
          return;
        default:
          return;
      }
    },
    recipeChanged(workspaceId) {
      settle('another recipe', (writer) => writer.pendWorkspace(workspaceId, clock.now() - LOOKS_BACK_MS));
    },
    async run(signal) {
      signal.addEventListener('abort', () => stopping.abort(), { once: true });
      while (!signal.aborted) {
        const due = safely('due events', 0, () => store.verdicts((writer) => writer.pendDue(clock.now(), AT_ONCE)));
        await workOn();
        // As many as fit in: there are more, as after a night in which the computer slept.
        await clock.sleep(due === AT_ONCE ? 0 : DUE_EVERY_MS, signal).catch(() => undefined);
      }
    },
  };
}

function conclude({ facts, domains, organizer }: PendingEvent, now: number) {
  return { facts, judgement: judge(facts, now), traits: traitsOf(facts, domains, organizer) };
}
