/** Evidence bundles for a ticket: everything that somebody who was not there needs, and what nobody has looked at. Pure. */
import type { Basis, IncidentScope, IncidentState, TimelineEntry } from '../../../../shared/diagnosis.ts';
import type { CalendarRow, CalendarStatus } from '../../../../shared/entities.ts';
import { causeBlocks, meetingItems } from './cause-blocks.ts';
import type { Block, Piece } from './document.ts';
import { plainLine, remote } from './document.ts';
import { CALENDARS_NAMED, MEETINGS_NAMED } from './facts.ts';
import type { CalendarTextFacts, IncidentTextFacts } from './facts.ts';
import type { TimeText } from './times.ts';
import { BASES_IN_WORDS, clientPieces, mailboxPiece, platformPiece, plural, stakeText } from './words.ts';

/** Timeline entries that a ticket tells. */
const LAST_CHANGES = 10;

/** `time` words an instant; `zone`: the local one, null when there is none beside UTC. */
export interface Wording {
  readonly time: TimeText;
  readonly zone: string | null;
  readonly now: number;
}

export interface Draft {
  readonly subject: string;
  readonly blocks: readonly Block[];
}

const STATUS_IN_WORDS: Readonly<Record<CalendarStatus, string>> = {
  connected: 'connected',
  connecting: 'connecting',
  disconnected: 'disconnected',
  unknown: 'in a status that Callboard does not know',
};

export function calendarTicket(facts: CalendarTextFacts, { time, zone, now }: Wording): Draft {
  const { calendar, diagnosis, workspaceName, clientName, meetings } = facts;
  const { outage, atRisk, timeline, timelineTotal } = diagnosis;
  const cause = causeFinding(facts);
  const mailbox = mailboxPiece(calendar);
  return {
    subject: plainLine([
      'Calendar of ',
      mailbox,
      ` is ${statusText(calendar)}`,
      cause === null ? '' : `: ${cause.title}`,
    ]),
    blocks: [
      { kind: 'heading', text: 'Calendar' },
      {
        kind: 'facts',
        rows: [
          ['Workspace', [remote(workspaceName)]],
          ['Calendar', [remote(calendar.id)]],
          ['Mailbox', [mailbox]],
          ...(calendar.oauthEmail === null || calendar.oauthEmail === calendar.email
            ? []
            : [['Authorised as', [remote(calendar.oauthEmail)]] as const]),
          ['Platform', [platformPiece(calendar.platform, calendar.platformRaw)]],
          ['OAuth client', clientPieces(clientName, calendar.oauthClientId)],
          ['Status', statusLine(facts, time)],
          ...(calendar.deletedAt === null ? [] : [['Gone from Recall', [time(calendar.deletedAt)]] as const]),
          ...(outage === null || outage.incidentId === null || outage.incidentSize < 2
            ? []
            : [
                ['Incident', [`${outage.incidentId}, with ${plural(outage.incidentSize, 'calendar')} in all`]] as const,
              ]),
        ],
      },
      ...(cause === null ? [] : causeBlocks(cause, calendar.cause?.basis ?? null, calendar.statusDetail, time)),
      ...furtherBlocks(facts),
      { kind: 'heading', text: 'At stake' },
      {
        kind: 'paragraph',
        line: [stakeText(atRisk), atRisk.firstAt === null ? '' : ` The first: ${time(atRisk.firstAt)}.`],
      },
      ...listBlock(
        meetingItems(meetings, time, () => []),
        atRisk.meetings - Math.min(meetings.length, MEETINGS_NAMED),
        'meeting',
      ),
      ...(timeline.length === 0
        ? []
        : ([
            { kind: 'heading', text: 'Last changes, newest first' },
            { kind: 'list', items: timeline.slice(0, LAST_CHANGES).map((entry) => timelineLine(entry, time)) },
            ...(timelineTotal > LAST_CHANGES
              ? [
                  {
                    kind: 'paragraph',
                    line: [`${plural(timelineTotal - LAST_CHANGES, 'earlier entry', 'earlier entries')} not listed.`],
                  } as const,
                ]
              : []),
          ] satisfies Block[])),
      ...uncheckedBlocks([
        ...(timeline.some(({ kind, at }) => kind === 'probe' && (at ?? 0) >= (outage?.brokeAt ?? 0))
          ? []
          : ['The credential was not tested live since this began.']),
        ...(outage?.brokeBasis === 'inferred' ? ['When exactly it broke: Recall reports no time for it.'] : []),
      ]),
      footer(zone, time(now)),
    ],
  };
}

/** The cause of a calendar that is not well; null for one that is connected. */
export function causeFinding({ calendar, diagnosis }: Pick<CalendarTextFacts, 'calendar' | 'diagnosis'>) {
  const wrong = calendar.status !== 'connected' || calendar.deletedAt !== null;
  return wrong ? (diagnosis.findings[0] ?? null) : null;
}

function furtherBlocks(facts: CalendarTextFacts): Block[] {
  const cause = causeFinding(facts);
  const further = facts.diagnosis.findings.filter((finding) => finding !== cause && finding.severity !== 'info');
  if (further.length === 0) return [];
  return [
    { kind: 'heading', text: 'Also noticed' },
    { kind: 'list', items: further.map(({ title }) => [`${title}.`]) },
  ];
}

const statusText = ({ status, deletedAt }: CalendarRow): string =>
  deletedAt === null ? STATUS_IN_WORDS[status] : 'deleted from Recall';

function statusLine({ calendar, diagnosis: { outage } }: CalendarTextFacts, time: TimeText): Piece[] {
  const word: Piece[] = [STATUS_IN_WORDS[calendar.status]];
  if (calendar.status === 'unknown') word.push(' (', remote(calendar.statusRaw), ')');
  if (calendar.statusSince !== null) word.push(` since ${time(calendar.statusSince)}`);
  else word.push(', since when is not known');
  if (calendar.status === 'connected' || outage === null || outage.endedAt !== null) return word;
  if (outage.brokeAt !== calendar.statusSince) {
    word.push(`; not connected since ${time(outage.brokeAt)} (${BASES_IN_WORDS[outage.brokeBasis]})`);
  }
  return word;
}

function timelineLine({ at, basis, source, title, detail, cause }: TimelineEntry, time: TimeText): Piece[] {
  return [
    at === null ? 'Time not known' : time(at),
    `, ${source === 'recall' ? 'Recall' : 'Callboard'}, ${BASES_IN_WORDS[basis]}: `,
    remote(title),
    ...(detail === null ? [] : [', ', remote(detail)]),
    cause === null ? '' : ` (${cause})`,
  ];
}

const SHARED: Readonly<Record<IncidentScope, string>> = {
  client: 'the OAuth client',
  domain: 'the mail domain',
  provider: 'the provider and the time',
  mailbox: 'nothing but the cause',
};

const STATES: Readonly<Record<IncidentState, string>> = {
  open: 'open',
  acknowledged: 'acknowledged',
  snoozed: 'snoozed until it grows',
  resolved: 'resolved by itself',
};

export function incidentTicket(facts: IncidentTextFacts, { time, zone, now }: Wording): Draft {
  const { incident, finding, workspaceNames, calendars, meetings } = facts;
  const named = calendars.slice(0, CALENDARS_NAMED);
  const basis: Basis = incident.cause.basis;
  return {
    subject: plainLine([remote(incident.title)]),
    blocks: [
      { kind: 'heading', text: 'Incident' },
      {
        kind: 'facts',
        rows: [
          ['Incident', [`${incident.id}, ${STATES[incident.state]} since ${time(incident.stateAt)}`]],
          [
            'Calendars',
            [
              `${plural(incident.size, 'calendar')} broke; ${incident.open === 0 ? 'none' : incident.open} of them not connected yet`,
            ],
          ],
          ['They share', [SHARED[incident.scope]]],
          ['OAuth client', clientPieces(incident.oauthClientName, incident.oauthClientId)],
          ...(incident.domain === null ? [] : [['Mail domain', [remote(incident.domain)]] as const]),
          ['Platform', [platformPiece(incident.platform, incident.platform)]],
          ['Workspaces', workspacePieces(facts)],
          ['First broke', [time(incident.firstAt)]],
          ['Last broke', [time(incident.lastAt)]],
          ...(incident.resolvedAt === null ? [] : [['All well again', [time(incident.resolvedAt)]] as const]),
        ],
      },
      ...causeBlocks(finding, basis, incident.calendar?.statusDetail ?? null, time),
      { kind: 'heading', text: 'Calendars' },
      ...listBlock(
        named.map(({ calendar, brokeAt, recoveredAt, atRisk }): Piece[] => [
          mailboxPiece(calendar),
          ', calendar ',
          remote(calendar.id),
          ', ',
          workspacePiece(workspaceNames, calendar.workspaceId),
          `: ${statusText(calendar)}, broke ${time(brokeAt)}`,
          recoveredAt === null ? '' : `, well again ${time(recoveredAt)}`,
          atRisk.meetings === 0 ? '' : `, ${plural(atRisk.meetings, 'meeting')} at risk`,
        ]),
        incident.size - named.length,
        'calendar',
      ),
      { kind: 'heading', text: 'At stake' },
      {
        kind: 'paragraph',
        line: [
          stakeText(incident.atRisk),
          incident.atRisk.firstAt === null ? '' : ` The first: ${time(incident.atRisk.firstAt)}.`,
        ],
      },
      ...listBlock(
        meetingItems(meetings, time, ({ event }) =>
          event.calendarEmail === null ? [] : [', ', remote(event.calendarEmail)],
        ),
        incident.atRisk.meetings - Math.min(meetings.length, MEETINGS_NAMED),
        'meeting',
      ),
      ...(incident.note === null
        ? []
        : ([
            { kind: 'heading', text: 'Our note' },
            { kind: 'raw', text: incident.note },
          ] satisfies Block[])),
      ...uncheckedBlocks(
        basis === 'probed'
          ? []
          : ['Whether the credentials of these calendars work: that was not tested for all of them.'],
      ),
      footer(zone, time(now)),
    ],
  };
}

function workspacePieces({ incident, workspaceNames }: IncidentTextFacts): Piece[] {
  return incident.workspaces.flatMap(({ workspaceId, count }, n): Piece[] => [
    n === 0 ? '' : ', ',
    workspacePiece(workspaceNames, workspaceId),
    ` (${count})`,
  ]);
}

function workspacePiece(names: ReadonlyMap<number, string>, id: number): Piece {
  const name = names.get(id);
  return name === undefined ? 'a workspace that was removed' : remote(name);
}

/** A list, and how many more there are. */
function listBlock(items: readonly (readonly Piece[])[], more: number, one: string): Block[] {
  if (items.length === 0) return [];
  const rest = more > 0 ? [[`and ${plural(more, `more ${one}`, `more ${one}s`)}`]] : [];
  return [{ kind: 'list', items: [...items, ...rest] }];
}

/** What would be taken for granted otherwise. */
function uncheckedBlocks(own: readonly string[]): Block[] {
  return [
    { kind: 'heading', text: 'Not checked by Callboard' },
    {
      kind: 'list',
      items: [
        ...own,
        'The consoles, logs and status pages of Google, Microsoft and Recall.',
        'Whether bots that went with the connection come back by themselves: Recall does not say.',
      ].map((line) => [line]),
    },
  ];
}

function footer(zone: string | null, at: string): Block {
  const zones = zone === null ? 'Times are UTC.' : `Times are UTC, in brackets ${zone}.`;
  return { kind: 'paragraph', line: [`Put together by Callboard on ${at}. ${zones} Secrets were taken out.`] };
}
