/** Invented people, meetings and prose. Phrases are made once, so that a long meeting text costs few draws. */
import type { CalendarPlatform } from './payload-facts.ts';
import type { Rng } from './rng.ts';
import { createRng } from './rng.ts';

export interface Person {
  readonly name: string;
  readonly email: string;
}

const FIRST = (
  'Anna Ben Carla Deniz Elena Farid Grace Hiro Ines Jonas Kavita Liam Mona Noor Olga Pedro Quentin Rosa Samir Tara ' +
  'Ulrich Vera Wen Ximena Yusuf Zoe Amara Bruno Chen Dalia Emil Freya Goran Hana Ivan Jade Kofi Lena Mateo Nadia ' +
  'Oskar Priya Rafael Saskia Tomas Ursula Victor Wanda Yara Zeno'
).split(' ');
const LAST = (
  'Abbott Berger Costa Dvorak Eriksen Fontaine Gupta Haddad Ivanova Jensen Kowalski Lindqvist Moreau Nakamura Okafor ' +
  'Petrov Quiroga Rossi Schmidt Tanaka Ueda Vargas Weber Xu Yilmaz Zhang Almeida Brandt Cruz Diallo Engel Ferrari ' +
  'Gallo Hoffmann Ibrahim Jansen Keller Larsen Meyer Novak Olsen Park Ricci Sato Thorne Varga Walsh Young'
).split(' ');
const TOPICS = (
  'Roadmap|Quarterly business|Pipeline|Design|Security|Onboarding|Pricing|Migration|Incident|Budget|Hiring|Launch|' +
  'Data platform|Renewal|Partner|Support|Compliance|Architecture|Marketing|Integration|Billing|Procurement'
).split('|');
const FORMS =
  'review|sync|workshop|check-in|planning|demo|kick-off|retrospective|stand-up|deep dive|training|interview'.split('|');
const CLIENTS =
  'Initech|Umbrella Foods|Vandelay|Stark Freight|Wonka Labs|Tyrell Health|Cyberdyne Energy|Hooli Travel'.split('|');
const ROOMS = 'Room Atlas|Room Borealis|Harbour 4.12|Meeting room Linden|Studio B|Board room|Annex 2.07'.split('|');
const WORDS = (
  'the agenda covers open risks before next release and owners should bring numbers for each region please update ' +
  'shared document ahead of time we will walk through customer feedback usage trends capacity forecast contract ' +
  'terms delivery dates dependencies with finance legal support teams decisions from last session remain in notes ' +
  'follow up items are listed below if you cannot attend send a delegate or comment in thread recording starts ' +
  'automatically so late joiners can catch up later budget assumptions test results migration steps rollback plan ' +
  'training material survey answers pricing scenarios hiring status quarterly goals security findings integration ' +
  'partners roadmap themes experiment outcomes service levels incident timeline vendor comparison data quality'
).split(' ');

/** Long enough that a text takes few draws, many enough that a compressor finds few repeats within its window. */
const PHRASES: readonly string[] = (() => {
  const rng = createRng(0x5eed);
  return Array.from({ length: 8192 }, () => {
    const words = Array.from({ length: rng.int(4, 8) }, () => rng.pick(WORDS));
    return words.join(' ');
  });
})();
const OPENINGS: readonly string[] = PHRASES.map((phrase) => phrase.charAt(0).toUpperCase() + phrase.slice(1));

/** A person at a company's mail domain, e.g. `anna.berger@acme.example`. */
export function person(rng: Rng, domain: string): Person {
  const first = rng.pick(FIRST);
  const last = rng.pick(LAST);
  return { name: `${first} ${last}`, email: `${first}.${last}@${domain}`.toLowerCase() };
}

/** What stands behind the `@`. */
export function mailDomain(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

export function meetingTitle(rng: Rng): string {
  const subject = `${rng.pick(TOPICS)} ${rng.pick(FORMS)}`;
  if (rng.chance(0.3)) return `${rng.pick(CLIENTS)}: ${subject.toLowerCase()}`;
  return rng.chance(0.25) ? `${subject} (${rng.pick(FIRST)} / ${rng.pick(FIRST)})` : subject;
}

export function room(rng: Rng): string {
  return rng.pick(ROOMS);
}

export function clientDomain(rng: Rng): string {
  return `${rng.pick(CLIENTS).toLowerCase().replaceAll(' ', '-')}.example`;
}

/** Plain sentences of about `length` characters; safe inside JSON strings and HTML (letters, spaces, full stops). */
export function prose(rng: Rng, length: number): string {
  let text = '';
  let inSentence = 0;
  while (text.length < length) {
    const draw = rng.uint32();
    text += inSentence === 0 ? OPENINGS[draw >>> 19] : ` ${PHRASES[draw >>> 19]}`;
    inSentence += 1;
    if (inSentence > 1 && (draw & 1) === 1) {
      text += '. ';
      inSentence = 0;
    }
  }
  return text.trimEnd();
}

/** An OAuth client's id in its provider's form. */
export function newOauthClientId(rng: Rng, platform: CalendarPlatform): string {
  return platform === 'google_calendar'
    ? `${rng.digits(12)}-${rng.letters(32)}.apps.googleusercontent.com`
    : rng.uuid();
}
