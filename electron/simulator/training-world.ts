/** What a world consists of, and the world that training mode shows. */
import type { KeyRecipe } from './recipes.ts';

/**
 * `training`: a support team's bad day, one of everything that goes wrong. `some`: a few broken calendars, an outage that is over,
 * and all troubled meetings. `quiet`: one broken calendar, one moved meeting.
 */
export type Troubles = 'none' | 'quiet' | 'some' | 'training';

export interface WorkspaceSpec {
  readonly name: string;
  readonly colour?: string;
  readonly calendars: number;
  /** Exactly so many events in each calendar, from yesterday to 28 days ahead. Troubles add their own. */
  readonly eventsPerCalendar: number;
  /** Default `none`. */
  readonly troubles?: Troubles;
  /** The one OAuth client of all its Google calendars. Default: each calendar gets one of several. */
  readonly googleClientId?: string;
  /** The same for its Outlook calendars. */
  readonly outlookClientId?: string;
  /** So many of its Outlook calendars lost their connection two hours ago, because their client's secret expired. Default 0. */
  readonly expiredSecrets?: number;
  /** Mail domains of its customers, each with an equal share of the calendars. Default: the first word of its name. */
  readonly domains?: readonly string[];
  /** How its software makes deduplication keys. Default: everyone in a meeting shares one bot. */
  readonly recipe?: KeyRecipe;
  /** Default: a canary that follows from the seed. */
  readonly apiKey?: string;
}

export type WorldSpec = readonly WorkspaceSpec[];

export const COLOURS = ['blue', 'grape', 'teal', 'orange', 'red', 'lime', 'cyan', 'pink'];

/** One app registration in Azure for all customers: its secret has expired, so its calendars begin to break. */
const NOTETAKER = '6f1c2a3e-8d47-4b0a-9c55-2f7e91d0b8a4';

export const TRAINING_WORLD: WorldSpec = [
  {
    name: 'ACME production',
    colour: 'blue',
    calendars: 24,
    eventsPerCalendar: 55,
    troubles: 'training',
    domains: ['acme.example', 'vandelay.example'],
    outlookClientId: NOTETAKER,
    googleClientId: '481516234200-nacmeproductionnotetakerclienta1.apps.googleusercontent.com',
  },
  {
    name: 'Globex staging EU',
    colour: 'grape',
    calendars: 18,
    eventsPerCalendar: 30,
    troubles: 'some',
    outlookClientId: NOTETAKER,
    googleClientId: '108642975310-globexstagingnotetakerclientbb02.apps.googleusercontent.com',
  },
  {
    name: 'Initech pilot',
    colour: 'teal',
    calendars: 20,
    eventsPerCalendar: 22,
    troubles: 'quiet',
    outlookClientId: NOTETAKER,
    expiredSecrets: 5,
  },
];
