/**
 * Messages for the customer's user and for the customer's IT: what happened, what to do, what it means until then. In the words
 * of the catalogue; where nothing is for them to do, they say so. Titles of meetings are told to the user alone. Pure.
 */
import type { Basis, Finding, Party } from '../../../../shared/diagnosis.ts';
import type { CalendarPlatform } from '../../../../shared/entities.ts';
import { causeOf } from '../catalogue/index.ts';
import { isOrganisation } from '../mail-domains.ts';
import type { Block, Piece } from './document.ts';
import { plainLine, remote } from './document.ts';
import { CALENDARS_NAMED, MEETINGS_NAMED } from './facts.ts';
import type { CalendarTextFacts, IncidentTextFacts } from './facts.ts';
import { causeFinding } from './ticket.ts';
import type { Draft, Wording } from './ticket.ts';
import { mailboxPiece, plural, providerOf } from './words.ts';

type Reader = 'end_user' | 'it_admin';

/** What the placeholders of a message stand for. */
type Names = Readonly<Record<'mailbox' | 'account' | 'calendar' | 'client', readonly Piece[]>>;

/** A message about one calendar. */
export function calendarMessage(facts: CalendarTextFacts, to: Reader, { time }: Wording): Draft {
  const { calendar, diagnosis, clientName, meetings } = facts;
  const finding = causeFinding(facts);
  const address = calendar.email ?? calendar.oauthEmail;
  const authorised = calendar.oauthEmail ?? calendar.email;
  const names: Names = {
    mailbox: [address === null ? 'one of your accounts' : remote(address)],
    account: [authorised === null ? 'your account' : remote(authorised)],
    calendar: [remote(calendar.id)],
    client: clientNames(to, clientName, calendar.oauthClientId),
  };
  const about: Piece[] = address === null ? ['your calendar'] : ['the calendar of ', remote(address)];
  if (finding === null) return works(about);
  const brokeAt = diagnosis.outage?.endedAt === null ? diagnosis.outage.brokeAt : calendar.statusSince;
  const acts = hasToAct(finding, to);
  return {
    subject: plainLine([acts ? 'Please help: the connection to ' : 'About the connection to ', ...about]),
    blocks: [
      GREETING,
      ...bodyBlocks(finding, calendar.cause?.basis ?? null, calendar.platform, to, names),
      ...(brokeAt === null ? [] : [paragraph(`The connection has been down since ${time(brokeAt)}.`)]),
      ...(to === 'it_admin' ? answerBlocks(calendar.statusDetail) : []),
      ...stakeBlocks(to === 'end_user' ? 'your calendar' : 'this calendar', diagnosis.atRisk.meetings),
      ...(to === 'end_user' && meetings.length > 0 ? [meetingList(meetings, time)] : []),
      acts ? THANKS : PATIENCE,
      { kind: 'paragraph', line: ['Reference: ', remote(calendar.id)] },
    ],
  };
}

/**
 * A message about an incident: to the user one that fits each of them, to IT with the mailboxes where all are of one
 * organisation. Mailboxes of several customers never stand in one message.
 */
export function incidentMessage(facts: IncidentTextFacts, to: Reader, { time }: Wording): Draft {
  const { incident, finding, calendars } = facts;
  const { open } = incident;
  const domain = isOrganisation(incident.domain) ? incident.domain : null;
  const broken = calendars.filter(({ recoveredAt }) => recoveredAt === null);
  const named = domain === null ? [] : broken.slice(0, CALENDARS_NAMED);
  const names: Names = {
    mailbox:
      domain === null
        ? ['some of your accounts']
        : [`${plural(open, 'account')} of `, remote(domain), named.length === 0 ? '' : ' (listed below)'],
    account: ['your account'],
    calendar: ['your calendar'],
    client: clientNames(to, incident.oauthClientName, incident.oauthClientId),
  };
  const about: Piece[] = to === 'end_user' ? ['your calendar'] : ['calendars of your organisation'];
  if (open === 0) return works(about);
  const acts = hasToAct(finding, to);
  return {
    subject: plainLine([acts ? 'Please help: the connection to ' : 'About the connection to ', ...about]),
    blocks: [
      GREETING,
      ...bodyBlocks(finding, incident.cause.basis, incident.platform, to, names),
      paragraph(`The connection has been down since ${time(incident.firstAt)}.`),
      ...(to === 'it_admin' && named.length > 0
        ? ([
            { kind: 'paragraph', line: ['The accounts are:'] },
            {
              kind: 'list',
              items: [
                ...named.map(({ calendar }) => [mailboxPiece(calendar)]),
                ...(open > named.length ? [[`and ${plural(open - named.length, 'more account')}`]] : []),
              ],
            },
          ] satisfies Block[])
        : []),
      ...stakeBlocks(
        to === 'end_user' ? 'your calendar' : 'these calendars',
        domain === null || to === 'end_user' ? null : incident.atRisk.meetings,
      ),
      acts ? THANKS : PATIENCE,
      paragraph(`Reference: incident ${incident.id}`),
    ],
  };
}

const paragraph = (text: string): Block => ({ kind: 'paragraph', line: [text] });
const GREETING = paragraph('Hello,');
const THANKS = paragraph('Thank you for your help.');
const PATIENCE = paragraph('Thank you for your patience.');

function works(about: readonly Piece[]): Draft {
  return {
    subject: plainLine(['Connected: ', ...about]),
    blocks: [
      GREETING,
      { kind: 'paragraph', line: ['The connection to ', ...about, ' works. There is nothing that you have to do.'] },
      PATIENCE,
    ],
  };
}

function hasToAct({ code, party, alsoParties }: Finding, to: Reader): boolean {
  return causeOf(code).messages[to] !== undefined && (party === to || alsoParties.includes(to));
}

function bodyBlocks(
  finding: Finding,
  basis: Basis | null,
  platform: CalendarPlatform,
  to: Reader,
  names: Names,
): Block[] {
  const message = causeOf(finding.code).messages[to] ?? nothingToDo(finding.party, to, providerOf(platform));
  return [
    ...message.split('\n\n').map((text): Block => ({ kind: 'paragraph', line: filled(text, names) })),
    ...(basis === 'inferred'
      ? [paragraph(`We conclude this from what we see on our side; ${providerOf(platform)} does not say so itself.`)]
      : []),
  ];
}

/** For whoever has nothing to do: honest about how much is known. */
function nothingToDo(party: Party, to: Reader, provider: string): string {
  const broken =
    to === 'end_user'
      ? '{client} cannot read your calendar at the moment.'
      : '{client} cannot read the calendar data of {mailbox} at the moment.';
  switch (party) {
    case 'us':
      return `${broken}\n\nThe cause is on our side and we are working on it. There is nothing that you have to do.`;
    case 'recall':
      return `${broken}\n\nThe cause is with a service that we use, and we are in touch with it. There is nothing that you have to do.`;
    case 'nobody':
      return `${broken}\n\nAs far as we know this is passing and ends by itself. There is nothing that you have to do.`;
    case 'unknown':
      return `${broken}\n\nWe do not know the cause yet and are looking into it. For now there is nothing that you have to do; we will write again when there is.`;
    case 'it_admin':
      return `${broken}\n\n${provider} answers that your IT has to change something first. We can send you a message to forward to them.`;
    case 'end_user':
      return `${broken}\n\nAs far as we know the person can put it right by connecting the calendar again in our app; we are asking them to. There is nothing that you have to do.`;
  }
}

/** Puts names in the place of the placeholders; at the beginning of a sentence in upper case. */
function filled(text: string, names: Names): Piece[] {
  return text.split(/\{(mailbox|account|calendar|client)\}/).flatMap((part, n, parts): readonly Piece[] => {
    if (n % 2 === 0) return [part];
    const [first = '', ...rest] = names[placeholder(part)];
    const before = parts[n - 1] ?? '';
    const begins = /(?:^|[.:?!]\s+)$/.test(before) && typeof first === 'string';
    return begins ? [`${first.slice(0, 1).toUpperCase()}${first.slice(1)}`, ...rest] : [first, ...rest];
  });
}

function placeholder(part: string): keyof Names {
  switch (part) {
    case 'mailbox':
    case 'account':
    case 'calendar':
      return part;
    default:
      return 'client';
  }
}

/** People know an app by its name; IT finds it by its id. */
function clientNames(to: Reader, name: string | null, id: string | null): Piece[] {
  const app: Piece[] = name === null ? ['our app'] : ['our app ', remote(name)];
  return to === 'end_user' || id === null ? app : [...app, ' (application ID ', remote(id), ')'];
}

function answerBlocks(detail: string | null): Block[] {
  if (detail === null) return [];
  return [paragraph('The answer that we get, word for word:'), { kind: 'raw', text: detail }];
}

/** `meetings` null: how many is not said. */
function stakeBlocks(what: string, meetings: number | null): Block[] {
  const until = `Until the connection works again, we do not see changes to ${what} and may miss meetings.`;
  if (meetings === null || meetings === 0) return [paragraph(until)];
  return [paragraph(`${until} ${plural(meetings, 'meeting')} ahead ${meetings === 1 ? 'is' : 'are'} affected.`)];
}

function meetingList(meetings: CalendarTextFacts['meetings'], time: Wording['time']): Block {
  return {
    kind: 'list',
    items: meetings
      .slice(0, MEETINGS_NAMED)
      .map(({ event }): Piece[] => [
        event.startAt === null ? '' : `${time(event.startAt)}: `,
        event.title === null ? 'no title' : remote(event.title),
      ]),
  };
}
