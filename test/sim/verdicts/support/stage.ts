/**
 * The stage of a simulated week: workspaces, calendars and the hours at which somebody looks. Stories are decided here first
 * and then played by the simulator, so the truth about every event is known before anybody concludes it.
 */
import type { BotFit, Verdict, VerdictReason } from '../../../../shared/verdicts.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/time.ts';
import type {
  BotOutcome,
  NewBot,
  NewEvent,
  SimBot,
  SimCalendar,
  SimEvent,
  SimWorkspace,
  Simulator,
} from '../../../../electron/simulator/index.ts';
import type { Rng } from '../../../../electron/simulator/rng.ts';
import { meetingLink } from '../../../../electron/simulator/meeting-links.ts';

/** What a judgement should be, e.g. `covered scheduled`. */
export type Truth = `${Verdict} ${VerdictReason}`;

/** The occurrence that a bot belongs to, by its start; null: none can be named. */
export interface Placed {
  readonly startAt: number | null;
  readonly fit: BotFit;
}

/** One event and what is true of it, by construction. */
export interface Claim {
  /** What the story is about, for whoever reads a mismatch. */
  readonly story: string;
  readonly workspace: SimWorkspace;
  readonly event: SimEvent;
  truth(now: number): Truth;
  /** Every bot that the event has or had, by id. */
  bots(now: number): ReadonlyMap<string, Placed>;
}

/** What most stories say of an event: how it is before, while and after it takes place. */
export interface Course {
  readonly ahead: Truth;
  readonly running?: Truth;
  readonly past: Truth;
}

/** The console is looked at twice a day, and awake for a while before. */
export const LOOK_EVERY_MS = 12 * HOUR_MS;
export const AWAKE_MS = 40 * MINUTE_MS;
export const LOOKS = 15;

export const RECORDED: BotOutcome = { kind: 'recorded', minutes: 20, subCode: 'call_ended_by_host' };

export class Stage {
  readonly rng: Rng;
  /** When the world and the console begin, ms UTC. */
  readonly begins: number;
  readonly claims: Claim[] = [];
  readonly #sim: Simulator;
  readonly #calendars = new Map<SimWorkspace, SimCalendar[]>();
  #links = 0;

  constructor(sim: Simulator, rng: Rng, begins: number) {
    this.#sim = sim;
    this.rng = rng;
    this.begins = begins;
  }

  /** The instant of the n-th look, from 0. */
  look(n: number): number {
    return this.begins + AWAKE_MS + n * LOOK_EVERY_MS;
  }

  /** A moment of the waking time before the n-th look: `minutes` before it. What happens then is seen before the look. */
  before(n: number, minutes: number): number {
    return this.look(n) - minutes * MINUTE_MS;
  }

  workspace(name: string): SimWorkspace {
    return this.#sim.world.workspace(name);
  }

  /** A new calendar, connected for some weeks, that ordinary meetings may be put into where `crowd` says so. */
  calendar(workspace: SimWorkspace, email: string, crowd = false): SimCalendar {
    const calendar = workspace.addCalendar({ email, ownerName: email, createdAt: this.begins - 20 * DAY_MS });
    if (crowd) this.#calendars.set(workspace, [...(this.#calendars.get(workspace) ?? []), calendar]);
    return calendar;
  }

  /** Any of the calendars that ordinary meetings are in. */
  anyCalendar(workspace: SimWorkspace): SimCalendar {
    return this.rng.pick(this.#calendars.get(workspace) ?? []);
  }

  /** A link that no other meeting has. */
  link(): string {
    this.#links += 1;
    return meetingLink(
      this.rng,
      this.rng.pick(['zoom', 'google_meet', 'microsoft_teams'] as const),
      `host${this.#links}`,
    );
  }

  /** A start in working hours of the `day`-th day, from 0; half an hour or an hour from then on nobody looks. */
  time(day: number): number {
    const midnight = Math.floor(this.begins / DAY_MS) * DAY_MS;
    return (
      midnight +
      day * DAY_MS +
      this.rng.pick([6, 7, 11, 12, 13, 14, 15, 16, 17, 18]) * HOUR_MS +
      this.rng.int(0, 1) * 30 * MINUTE_MS
    );
  }

  event(workspace: SimWorkspace, details: Partial<NewEvent> & { readonly startAt: number }): SimEvent {
    const calendarId = details.calendarId ?? this.anyCalendar(workspace).id;
    const minutes = 30 * this.rng.int(1, 2);
    return workspace.addEvent({
      meetingUrl: this.link(),
      endAt: details.startAt + minutes * MINUTE_MS,
      createdAt: Math.min(this.begins, details.startAt) - 9 * DAY_MS,
      ...details,
      calendarId,
    });
  }

  /** Gives an event a bot; unless said otherwise one that records. Returns it. */
  bot(workspace: SimWorkspace, event: SimEvent, details: NewBot = {}): SimBot {
    return workspace.putBot(event.id, { outcome: RECORDED, ...details });
  }

  /** An event whose story is told by how it is before, while and after it takes place. */
  claim(
    story: string,
    workspace: SimWorkspace,
    event: SimEvent,
    truth: Course | ((now: number) => Truth),
    bots: Claim['bots'] = () => botsThatFit(event),
  ): void {
    const tell = typeof truth === 'function' ? truth : (now: number) => inCourse(truth, event, now);
    this.claims.push({ story, workspace, event, truth: tell, bots });
  }
}

/** What a course says at `now`; a meeting that runs is told like one ahead, unless the course tells it apart. */
export function inCourse(course: Course, event: Pick<SimEvent, 'startAt' | 'endAt'>, now: number): Truth {
  if (now >= event.endAt) return course.past;
  return now >= event.startAt ? (course.running ?? course.ahead) : course.ahead;
}

/** All present bots of an event at its present time. */
export function botsThatFit(event: SimEvent): ReadonlyMap<string, Placed> {
  return new Map(event.bots.map(({ botId }) => [botId, { startAt: event.startAt, fit: 'fits' }]));
}
