/** What a provider payload is rendered from, and the template that long texts are made with. */
import type { Person } from './vocabulary.ts';
import { clientDomain, person } from './vocabulary.ts';
import type { Rng } from './rng.ts';

export type CalendarPlatform = 'google_calendar' | 'microsoft_outlook';

export type OwnResponse = 'accepted' | 'declined' | 'tentative' | 'needsAction';

/** Facts of one occurrence. Everything else in its `raw` follows from `seed`. Instants are ms UTC. */
export interface EventFacts {
  readonly seed: number;
  readonly platformId: string;
  readonly icalUid: string;
  readonly title: string;
  readonly startAt: number;
  readonly endAt: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly allDay: boolean;
  readonly isCancelled: boolean;
  /** The join link inside `raw`, whether or not Recall recognised it. */
  readonly rawLink: string | null;
  readonly seriesId: string | null;
  /** Whose calendar this copy is in: the attendee marked `self`. */
  readonly owner: Person;
  readonly organizer: Person;
  readonly ownResponse: OwnResponse;
  /** Null: no attendee list at all. Undefined: 2 to 15 people that follow from the seed. */
  readonly attendees: readonly Person[] | null | undefined;
}

/** Everyone in the attendee list: organiser, owner, then colleagues and guests. Null when the event has no list. */
export function attendeesOf(facts: EventFacts, rng: Rng): readonly Person[] | null {
  if (facts.attendees !== undefined) return facts.attendees;
  const total = rng.int(2, 15);
  const people = [facts.organizer];
  if (facts.owner.email !== facts.organizer.email) people.push(facts.owner);
  const home = facts.organizer.email.slice(facts.organizer.email.indexOf('@') + 1);
  const guests = clientDomain(rng);
  while (people.length < total) people.push(person(rng, rng.chance(0.6) ? home : guests));
  return people;
}

/** Own response as an attendee list shows it; others answer at random. */
export function responseOf(facts: EventFacts, attendee: Person, rng: Rng): OwnResponse {
  const draw = rng.next();
  if (attendee.email === facts.owner.email) return facts.ownResponse;
  return draw < 0.6 ? 'accepted' : draw < 0.85 ? 'needsAction' : draw < 0.93 ? 'tentative' : 'declined';
}

/** The part of a text between the quotes of its JSON string. */
export function jsonInner(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/**
 * Compiles a text with `{name}` slots into a function that fills them and yields the inside of a JSON string. The
 * fixed parts are escaped once; the values must need no escaping (links, ids and words of the vocabulary).
 */
export function template<Slot extends string>(text: string): (values: Readonly<Record<Slot, string>>) => string {
  const parts = text.split(/\{(\w+)\}/).map((part, index) => (index % 2 === 0 ? jsonInner(part) : part));
  return (values) => {
    const slots: Readonly<Record<string, string>> = values;
    let out = parts[0] ?? '';
    for (let i = 1; i < parts.length; i += 2) out += (slots[parts[i] ?? ''] ?? '') + (parts[i + 1] ?? '');
    return out;
  };
}
