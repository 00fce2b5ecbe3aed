/** What the texts are made from: plain facts, already read. */
import type {
  Audience,
  CalendarDiagnosis,
  Finding,
  Incident,
  IncidentCalendar,
  MeetingWithoutBot,
} from '../../../../shared/diagnosis.ts';
import type { CalendarRow } from '../../../../shared/entities.ts';
import type { TextFormat } from './document.ts';

export interface TextRequest {
  readonly audience: Audience;
  readonly format: TextFormat;
  /** ms UTC. */
  readonly now: number;
  /** IANA name; one that nobody knows leaves UTC alone. */
  readonly timeZone: string;
}

export interface EvidenceText {
  /** One line, without markup. */
  readonly subject: string;
  readonly text: string;
}

export interface CalendarTextFacts {
  readonly calendar: CalendarRow;
  readonly diagnosis: CalendarDiagnosis;
  readonly workspaceName: string;
  /** Registered name of its OAuth client. */
  readonly clientName: string | null;
  /** At risk, soonest first. */
  readonly meetings: readonly MeetingWithoutBot[];
}

export interface IncidentTextFacts {
  readonly incident: Incident;
  readonly finding: Finding;
  readonly workspaceNames: ReadonlyMap<number, string>;
  /** The first of its calendars. */
  readonly calendars: readonly IncidentCalendar[];
  /** At risk, soonest first. */
  readonly meetings: readonly MeetingWithoutBot[];
}

/** How many meetings and calendars a text names. */
export const MEETINGS_NAMED = 10;
export const CALENDARS_NAMED = 20;
