/** What a world consists of, and the world that training mode shows. */

/** `training`: a support team's bad day, one of everything that goes wrong. `quiet`: one broken calendar, one moved meeting. */
export type Troubles = 'none' | 'quiet' | 'training';

export interface WorkspaceSpec {
  readonly name: string;
  readonly colour?: string;
  readonly calendars: number;
  /** Exactly so many events in each calendar, from yesterday to 28 days ahead. Troubles add their own. */
  readonly eventsPerCalendar: number;
  /** Default `none`. */
  readonly troubles?: Troubles;
  /** Default: a canary that follows from the seed. */
  readonly apiKey?: string;
}

export type WorldSpec = readonly WorkspaceSpec[];

export const COLOURS = ['blue', 'grape', 'teal', 'orange', 'red', 'lime', 'cyan', 'pink'];

export const TRAINING_WORLD: WorldSpec = [
  { name: 'ACME production', colour: 'blue', calendars: 28, eventsPerCalendar: 55, troubles: 'training' },
  { name: 'Globex staging EU', colour: 'grape', calendars: 18, eventsPerCalendar: 30, troubles: 'training' },
  { name: 'Initech pilot', colour: 'teal', calendars: 20, eventsPerCalendar: 22, troubles: 'quiet' },
];
