/** `raw` of a Google Calendar event as JSON text, with the fields of recall-docs/raw-google-calendar.json. */
import type { EventFacts } from './payload-facts.ts';
import { attendeesOf, jsonInner, responseOf, template } from './payload-facts.ts';
import type { Rng } from './rng.ts';
import { createRng } from './rng.ts';
import { platformOf } from './meeting-links.ts';
import { prose, room } from './vocabulary.ts';

/** Zones without daylight saving, so that a fixed offset is always right. */
const ZONES = [
  { name: 'UTC', suffix: 'Z', minutes: 0 },
  { name: 'America/Phoenix', suffix: '-07:00', minutes: -420 },
  { name: 'America/Sao_Paulo', suffix: '-03:00', minutes: -180 },
  { name: 'Africa/Lagos', suffix: '+01:00', minutes: 60 },
  { name: 'Asia/Kolkata', suffix: '+05:30', minutes: 330 },
  { name: 'Asia/Tokyo', suffix: '+09:00', minutes: 540 },
] as const;
type Zone = (typeof ZONES)[number];

function zoned(ms: number, zone: Zone): string {
  const local = new Date(ms + zone.minutes * 60_000).toISOString().slice(0, 19);
  return `{"dateTime":"${local}${zone.suffix}","timeZone":"${zone.name}"}`;
}

function when(ms: number, allDay: boolean, zone: Zone): string {
  return allDay ? `{"date":"${new Date(ms).toISOString().slice(0, 10)}"}` : zoned(ms, zone);
}

const description = template<'intro' | 'points' | 'notes' | 'doc' | 'link'>(
  '<p>{intro}</p><br><b>Agenda</b><ul>{points}</ul><p>{notes}</p>' +
    '<p>Working document: <a href="https://docs.google.com/document/d/{doc}/edit?usp=meeting">notes and actions</a></p>' +
    '<p>Join from a computer or phone: <a href="{link}">{link}</a></p>',
);

function conferenceData(rng: Rng, link: string): string {
  const name = link.slice(link.lastIndexOf('/') + 1);
  const meet = platformOf(link) === 'google_meet';
  let phones = '';
  const countries = ['US', 'GB', 'DE', 'FR', 'JP', 'BR', 'IN'];
  const count = rng.int(1, 4);
  for (let i = 0; i < count; i++) {
    const country = countries[(rng.uint32() >>> 8) % countries.length] ?? 'US';
    const number = `${rng.int(1, 99)}-${rng.digits(3)}-${rng.digits(3)}-${rng.digits(4)}`;
    phones += `,{"pin":"${rng.digits(9)}","uri":"tel:+${number}","label":"+${number}","regionCode":"${country}","entryPointType":"phone"}`;
  }
  const label = link.replace('https://', '');
  return (
    `{"entryPoints":[{"uri":"${link}","label":"${label}","entryPointType":"video"},` +
    `{"pin":"${rng.digits(13)}","uri":"https://tel.meet/${name}?pin=${rng.digits(13)}","entryPointType":"more"}${phones}],` +
    `"signature":"${rng.token(28)}","conferenceId":"${name}","conferenceSolution":{"key":{"type":"${meet ? 'hangoutsMeet' : 'addOn'}"},` +
    `"name":"${meet ? 'Google Meet' : 'Video meeting'}","iconUri":"https://fonts.gstatic.com/s/i/productlogos/conference/v6/web-512dp/logo_2020q4_color_2x_web_512dp.png"}}`
  );
}

function attendeeList(facts: EventFacts, rng: Rng): string {
  const people = attendeesOf(facts, rng);
  if (people === null) return '';
  let list = '';
  for (const one of people) {
    const response = responseOf(facts, one, rng);
    if (list !== '') list += ',';
    if (one.email === facts.owner.email) list += `{"self":true,"email":${JSON.stringify(one.email)}`;
    else list += `{"email":${JSON.stringify(one.email)}`;
    // Google knows display names only of colleagues and contacts (recall-api.md 3.3).
    if (rng.chance(0.4)) list += `,"displayName":${JSON.stringify(one.name)}`;
    if (one.email === facts.organizer.email) list += ',"organizer":true';
    list += `,"responseStatus":"${response}"}`;
  }
  return `,"attendees":[${list}]`;
}

function attachments(rng: Rng): string {
  if (!rng.chance(0.45)) return '';
  let list = '';
  const count = rng.int(1, 3);
  for (let i = 0; i < count; i++) {
    const file = rng.token(44);
    list +=
      `${i === 0 ? '' : ','}{"fileUrl":"https://docs.google.com/document/d/${file}/edit?usp=meet_tnfm_calendar","title":"${prose(rng, 24)}",` +
      `"mimeType":"application/vnd.google-apps.document","iconLink":"https://drive-thirdparty.googleusercontent.com/16/type/application/vnd.google-apps.document","fileId":"${file}"}`;
  }
  return `,"attachments":[${list}]`;
}

function describe(rng: Rng, link: string | null): string {
  let points = '';
  const count = rng.int(3, 9);
  for (let i = 0; i < count; i++) points += `<li>${prose(rng, 60)}</li>`;
  return description({
    intro: prose(rng, rng.int(200, 700)),
    points,
    notes: prose(rng, rng.int(500, 1700)),
    doc: rng.token(44),
    link: link ?? 'https://intranet.example/rooms',
  });
}

/** The provider payload as JSON text; the same facts always give the same text. */
export function googleRaw(facts: EventFacts): string {
  const rng = createRng(facts.seed);
  const zone = ZONES[(rng.uint32() >>> 4) % ZONES.length] ?? ZONES[0];
  const link = facts.rawLink === null ? null : jsonInner(facts.rawLink);
  const meet = link !== null && platformOf(link) === 'google_meet';
  const series =
    facts.seriesId === null
      ? ''
      : `,"recurringEventId":${JSON.stringify(facts.seriesId)},"originalStartTime":${when(facts.startAt, facts.allDay, zone)}`;
  const organizerSelf = facts.organizer.email === facts.owner.email ? ',"self":true' : '';
  return (
    `{"id":${JSON.stringify(facts.platformId)},"end":${when(facts.endAt, facts.allDay, zone)},"etag":"\\"${rng.digits(16)}\\"","kind":"calendar#event",` +
    `"start":${when(facts.startAt, facts.allDay, zone)},"status":"${facts.isCancelled ? 'cancelled' : 'confirmed'}",` +
    `"created":"${new Date(facts.createdAt).toISOString()}","creator":{"email":${JSON.stringify(facts.organizer.email)}},` +
    `"iCalUID":${JSON.stringify(facts.icalUid)},"summary":${JSON.stringify(facts.title)},"updated":"${new Date(facts.updatedAt).toISOString()}",` +
    `"htmlLink":"https://www.google.com/calendar/event?eid=${rng.token(72)}","sequence":${rng.int(0, 4)}` +
    `,"description":"${describe(rng, link)}"${rng.chance(0.3) ? `,"location":"${room(rng)}"` : ''}` +
    attendeeList(facts, rng) +
    `,"eventType":"default","organizer":{"email":${JSON.stringify(facts.organizer.email)}${organizerSelf}},"reminders":{"useDefault":${rng.chance(0.8)}}` +
    (meet ? `,"hangoutLink":"${link}"` : '') +
    (link === null ? '' : `,"conferenceData":${conferenceData(rng, link)}`) +
    attachments(rng) +
    `${series}}`
  );
}
