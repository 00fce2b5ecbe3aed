/** One workspace and a few meetings of a simulated Recall, seen by a whole console in virtual time. */
import type { EventVerdict } from '../../../../shared/verdicts.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/time.ts';
import type { NewBot, SimCalendar, SimEvent, SimWorkspace, WorldSpec } from '../../../../electron/simulator/index.ts';
import { BEGINS, withFleet } from '../../actions/support/fleet.ts';
import type { Fleet } from '../../actions/support/fleet.ts';
import { RECORDED } from './stage.ts';
import type { Truth } from './stage.ts';

export const LINK = 'https://acme.zoom.us/j/84200000001';
/** Two polls: within them a change at Recall is here and judged. */
export const SOON = 2.5 * MINUTE_MS;

export interface Scene {
  readonly fleet: Fleet;
  readonly truth: SimWorkspace;
  readonly calendar: SimCalendar;
  /** A second calendar of the same customer. */
  readonly colleague: SimCalendar;
  /** A meeting in `hours` (default 5) of one hour, with a bot unless told otherwise. */
  meeting(details?: {
    readonly hours?: number;
    readonly calendar?: SimCalendar;
    readonly bot?: NewBot | null;
  }): SimEvent;
  verdict(event: SimEvent): Promise<string>;
  /** All that the event's page says. */
  explained(event: SimEvent): Promise<EventVerdict>;
  /** Fails unless the verdict is that within two polls. */
  becomes(event: SimEvent, truth: Truth, limitMs?: number): Promise<void>;
}

/** One workspace of two calendars, known to a console that has seen all of it. `set` puts meetings there before. */
export async function withScene<T>(
  set: (scene: Pick<Scene, 'truth' | 'calendar' | 'colleague' | 'meeting'>) => T,
  play: (scene: Scene, cast: T) => Promise<void>,
  more: Partial<WorldSpec[number]> = {},
): Promise<void> {
  let begun: (Pick<Scene, 'truth' | 'calendar' | 'colleague' | 'meeting'> & { readonly cast: T }) | null = null;
  await withFleet(
    {
      world: [{ name: 'ACME', calendars: 0, eventsPerCalendar: 0, ...more }],
      before: (sim) => {
        const truth = sim.world.workspace('ACME');
        const [calendar, colleague] = ['ann@acme.example', 'bob@acme.example'].map((email) =>
          truth.addCalendar({ email, createdAt: BEGINS - 20 * DAY_MS }),
        );
        if (calendar === undefined || colleague === undefined) throw new Error('Two were made.');
        const meeting: Scene['meeting'] = ({ hours = 5, calendar: where = calendar, bot = {} } = {}) => {
          const startAt = truth.now() + hours * HOUR_MS;
          const event = truth.addEvent({
            calendarId: where.id,
            startAt,
            endAt: startAt + HOUR_MS,
            meetingUrl: LINK,
            createdAt: BEGINS - 5 * DAY_MS,
          });
          if (bot !== null) truth.putBot(event.id, { outcome: RECORDED, ...bot });
          return event;
        };
        // Enough keys of one recipe to tell which it is.
        for (const hours of [100, 101, 102, 103, 104, 105]) meeting({ hours });
        const scene = { truth, calendar, colleague, meeting };
        begun = { ...scene, cast: set(scene) };
      },
      expired: false,
    },
    async (fleet) => {
      if (begun === null) throw new Error('The scene was set before the console began.');
      const { cast, ...scene } = begun;
      const verdict = async ({ id }: SimEvent): Promise<string> => {
        const { event } = await fleet.core.call('events.get', { workspaceId: fleet.id('ACME'), id });
        return event.verdict === null ? 'nothing' : `${event.verdict.verdict} ${event.verdict.reason}`;
      };
      const becomes = (event: SimEvent, truth: Truth, limitMs = SOON): Promise<void> =>
        fleet.until(`it is ${truth}`, async () => (await verdict(event)) === truth, limitMs);
      const explained = ({ id }: SimEvent): Promise<EventVerdict> =>
        fleet.core.call('events.verdict', { workspaceId: fleet.id('ACME'), id });
      await fleet.pass(SOON);
      await play({ fleet, verdict, explained, becomes, ...scene }, cast);
    },
  );
}
