/** `raw` of a Microsoft Graph event as JSON text, with the fields of recall-docs/raw-microsoft-outlook.json. */
import type { EventFacts, OwnResponse } from './payload-facts.ts';
import { attendeesOf, jsonInner, responseOf, template } from './payload-facts.ts';
import type { Rng } from './rng.ts';
import { createRng } from './rng.ts';
import { prose, room } from './vocabulary.ts';

const WINDOWS_ZONES = [
  'W. Europe Standard Time',
  'Tokyo Standard Time',
  'Pacific Standard Time',
  'GMT Standard Time',
  'UTC',
];
const GRAPH_RESPONSE: Readonly<Record<OwnResponse, string>> = {
  accepted: 'accepted',
  declined: 'declined',
  tentative: 'tentativelyAccepted',
  needsAction: 'notResponded',
};
const NEVER = '0001-01-01T00:00:00Z';

const page = template<'intro' | 'points' | 'notes' | 'join'>(
  '<html><head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n<style type="text/css">\r\n' +
    'p.agenda { margin: 0 0 6pt 0; font-family: "Segoe UI", sans-serif; font-size: 11pt }\r\n' +
    'div.join { border-top: 1px solid #c8c6c4; padding-top: 12px; color: #242424 }\r\n</style>\r\n</head>\r\n<body lang="EN-GB">\r\n' +
    '<div class="intro">\r\n<p class="agenda">{intro}</p>\r\n</div>\r\n<ol style="margin-top:0cm">\r\n{points}</ol>\r\n<p class="agenda">{notes}</p>\r\n{join}</body>\r\n</html>\r\n',
);
const point = template<'text'>(
  '<li style="margin-bottom:4pt"><span style="font-size:11.0pt; font-family:&quot;Segoe UI&quot;,sans-serif">{text}</span></li>\r\n',
);
const join = template<'link' | 'id' | 'code' | 'tel' | 'conference' | 'options'>(
  '<div class="join" style="font-family:\'Segoe UI\',Helvetica,Arial,sans-serif">\r\n<span style="font-size:24px; font-weight:600">Online meeting</span><br>\r\n' +
    '<a href="{link}" target="_blank" rel="noreferrer noopener" style="font-size:20px; font-weight:600; text-decoration:underline">Join the online meeting now</a><br>\r\n' +
    '<span>Meeting number: {id}</span><br>\r\n<span>Passcode: {code}</span>\r\n<hr style="margin-bottom:20px; color:#d1d1d1">\r\n' +
    '<span style="font-weight:600">By phone</span>: <a href="tel:{tel},,{conference}#">{tel},,{conference}#</a> (toll number)<br>\r\n' +
    '<span>Conference number for phones: {conference}#</span><br>\r\n<a href="https://teams.microsoft.com/meetingOptions/?{options}">Options for organisers</a>\r\n</div>\r\n',
);
const OPTIONS = template<'organizer' | 'tenant' | 'thread'>(
  'organizerId={organizer}&tenantId={tenant}&threadId=19_meeting_{thread}@thread.v2&messageId=0&language=en-GB',
);

function when(ms: number): string {
  return `{"dateTime":"${new Date(ms).toISOString().slice(0, 19)}.0000000","timeZone":"UTC"}`;
}

function graphInstant(ms: number, rng: Rng): string {
  return `${new Date(ms).toISOString().slice(0, 19)}.${rng.digits(7)}Z`;
}

function address(one: { readonly name: string; readonly email: string }): string {
  return `{"name":${JSON.stringify(one.name)},"address":${JSON.stringify(one.email)}}`;
}

function attendeeList(facts: EventFacts, rng: Rng): string {
  const people = attendeesOf(facts, rng) ?? [];
  let list = '';
  for (const one of people) {
    // Graph leaves the organiser out of the attendees.
    if (one.email === facts.organizer.email) continue;
    const response = GRAPH_RESPONSE[responseOf(facts, one, rng)];
    const time = response === 'notResponded' ? NEVER : graphInstant(facts.updatedAt - rng.int(60_000, 86_400_000), rng);
    list += `${list === '' ? '' : ','}{"type":"${rng.chance(0.85) ? 'required' : 'optional'}","status":{"time":"${time}","response":"${response}"},"emailAddress":${address(one)}}`;
  }
  return list;
}

function body(rng: Rng, link: string | null): string {
  let points = '';
  const count = rng.int(3, 8);
  for (let i = 0; i < count; i++) points += point({ text: prose(rng, 70) });
  const invitation =
    link === null
      ? ''
      : join({
          link,
          id: `${rng.digits(3)} ${rng.digits(3)} ${rng.digits(3)} ${rng.digits(3)}`,
          code: rng.token(6),
          tel: `+${rng.int(1, 99)} ${rng.digits(3)} ${rng.digits(7)}`,
          conference: rng.digits(9),
          options: OPTIONS({ organizer: rng.uuid(), tenant: rng.uuid(), thread: rng.token(48) }),
        });
  return page({
    intro: prose(rng, rng.int(150, 600)),
    points,
    notes: prose(rng, rng.int(300, 1300)),
    join: invitation,
  });
}

function place(rng: Rng, online: boolean): string {
  const name = online ? 'Microsoft Teams Meeting' : room(rng);
  return `{"uniqueId":"${name}","displayName":"${name}","locationType":"default","uniqueIdType":"private"}`;
}

/** The provider payload as JSON text; the same facts always give the same text. */
export function outlookRaw(facts: EventFacts): string {
  const rng = createRng(facts.seed);
  const link = facts.rawLink === null ? null : jsonInner(facts.rawLink);
  const own = facts.organizer.email === facts.owner.email;
  const key = rng.token(28);
  const zone = WINDOWS_ZONES[(rng.uint32() >>> 4) % WINDOWS_ZONES.length] ?? 'UTC';
  const location = place(rng, link !== null);
  return (
    `{"id":${JSON.stringify(facts.platformId)},"end":${when(facts.endAt)},"uid":${JSON.stringify(facts.icalUid)},"body":{"content":"${body(rng, link)}","contentType":"html"},` +
    `"type":"${facts.seriesId === null ? 'singleInstance' : rng.chance(0.1) ? 'exception' : 'occurrence'}","start":${when(facts.startAt)},"showAs":"${facts.isCancelled ? 'free' : 'busy'}",` +
    `"iCalUId":${JSON.stringify(facts.icalUid)},"isDraft":false,"subject":${JSON.stringify(facts.title)},` +
    `"webLink":"https://outlook.office365.com/owa/?itemid=${encodeURIComponent(facts.platformId)}&exvsurl=1&path=/calendar/item","isAllDay":${facts.allDay},` +
    `"location":${location},"attendees":[${attendeeList(facts, rng)}],"changeKey":"${key}","locations":[${location}],` +
    `"organizer":{"emailAddress":${address(facts.organizer)}},"categories":[],"importance":"${rng.chance(0.08) ? 'high' : 'normal'}","recurrence":null,` +
    `"@odata.etag":"W/\\"${key}\\"","@odata.type":"#microsoft.graph.event","bodyPreview":"${prose(rng, 200)}","isCancelled":${facts.isCancelled},"isOrganizer":${own},` +
    `"sensitivity":"${rng.chance(0.05) ? 'private' : 'normal'}","isReminderOn":true,"occurrenceId":${facts.seriesId === null ? 'null' : `"OID.${rng.token(40)}.${new Date(facts.startAt).toISOString().slice(0, 10)}"`},` +
    `"hideAttendees":${facts.attendees === null},"onlineMeeting":${link === null ? 'null' : `{"joinUrl":"${link}"}`},"transactionId":${rng.chance(0.5) ? `"${rng.uuid()}"` : 'null'},` +
    `"hasAttachments":false,"responseStatus":{"time":"${own ? NEVER : graphInstant(facts.updatedAt - 60_000, rng)}","response":"${own ? 'organizer' : GRAPH_RESPONSE[facts.ownResponse]}"},` +
    `"seriesMasterId":${JSON.stringify(facts.seriesId)},"createdDateTime":"${graphInstant(facts.createdAt, rng)}","isOnlineMeeting":${link !== null},"onlineMeetingUrl":null,` +
    `"responseRequested":true,"originalEndTimeZone":"${zone}","lastModifiedDateTime":"${graphInstant(facts.updatedAt, rng)}","allowNewTimeProposals":true,` +
    `"onlineMeetingProvider":"${link === null ? 'unknown' : 'teamsForBusiness'}","originalStartTimeZone":"${zone}","reminderMinutesBeforeStart":15}`
  );
}
