/** What events are judged from, read for many at once: a dozen statements for a chunk, and two for each of its events. */
import type { EventRevision } from '../../../shared/entities.ts';
import { meetingOf } from '../diagnosis/events/links.ts';
import type {
  BotFacts,
  CalendarFacts,
  CalendarOutage,
  EntryFacts,
  EventFacts,
  Refusal,
  Sibling,
  V1Bot,
} from '../diagnosis/events/types.ts';
import { mailDomain } from '../diagnosis/mail-domains.ts';
import type { Recipe } from '../../../shared/verdicts.ts';
import { botFact, toBotFacts } from './bot-facts.ts';
import type { BotFactTuple } from './bot-facts.ts';
import { startOf, textOrNull, updateOf } from './codec.ts';
import type { Connection } from './connection.ts';
import { CALENDAR_PLACEHOLDER, calendarStatusOf, FLAG_ALL_DAY, FLAG_CANCELLED, FLAG_DELETED } from './facets.ts';
import { BOTS_NOT_TOLD, identity } from './fingerprint.ts';
import { readBlock } from './payload-read.ts';
import { workspaceRecipe } from './recipes.ts';
import { SCOPE_SQL } from './scope.ts';
import { domainsOf, domainsText, linkOf, linkText, payloadFacts, V1_FITS_MS } from './verdict-pending.ts';
import { FACT_AT, FACT_COLUMNS, SIBLING_FACT_AT, VERDICT_AT, VERDICT_FACTS_SQL } from './verdict-tuples.ts';
import type {
  CalendarTuple,
  EntryTuple,
  EventTuple,
  PayloadTuple,
  RefusalTuple,
  RevisionTuple,
  SiblingTuple,
  VerdictRow,
} from './verdict-tuples.ts';
import type { PendingEvent } from './verdicts.ts';

/** An event with its facts, and what is kept of it so far. */
export interface LoadedEvent extends PendingEvent {
  readonly startKey: number;
  readonly facet: number;
  /** As they are kept. */
  readonly domainsText: string;
  readonly linkText: string | null;
  /** Null: it was never judged. */
  readonly before: VerdictRow | null;
}

/** Facts on one connection; what they share is remembered, so it lives no longer than a transaction. */
export class FactsReader {
  readonly #connection: Connection;
  readonly #calendars = new Map<number, CalendarFacts>();
  readonly #recipes = new Map<number, Recipe | null>();
  readonly #meetings = new Map<string, string | null>();
  readonly #withV1 = new Map<number, boolean>();
  #removing: ReadonlySet<number> | null = null;
  #block: { readonly id: number; readonly bytes: Buffer | null } | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** In the order of `pks`; those without an event are left out. */
  load(pks: readonly number[]): LoadedEvent[] {
    if (pks.length === 0) return [];
    const list = JSON.stringify(pks);
    const entries = grouped(this.#connection.all<EntryTuple>(VERDICT_FACTS_SQL.entries, [list]));
    const revisions = grouped(this.#connection.all<RevisionTuple>(VERDICT_FACTS_SQL.revisions, [list]));
    const refusals = grouped(this.#connection.all<RefusalTuple>(VERDICT_FACTS_SQL.refusals, [list]));
    return this.#connection
      .all<EventTuple>(VERDICT_FACTS_SQL.events, [list])
      .map((row) =>
        this.#loaded(row, entries.get(row[0]) ?? [], revisions.get(row[0]) ?? [], refusals.get(row[0])?.[0]),
      );
  }

  #loaded(
    row: EventTuple,
    entries: readonly EntryTuple[],
    revisions: readonly RevisionTuple[],
    refusal: RefusalTuple | undefined,
  ): LoadedEvent {
    const [pk, workspaceId, id, startKey, endAt, meetingUrl, flags] = row;
    const startAt = startOf(startKey);
    const isDeleted = (flags & FLAG_DELETED) !== 0;
    const calendar = this.#calendar(row[10]);
    const present: EventRevision = {
      startAt,
      endAt,
      meetingUrl,
      calendarId: calendar.id,
      isDeleted,
      updatedAt: updateOf(row[12]),
      observedAt: row[11],
    };
    const read = row[15] === null ? this.#payload(pk, meetingUrl) : { domains: row[15], link: row[16] };
    const facts: EventFacts = {
      pk,
      workspaceId,
      id,
      startAt,
      endAt,
      meetingUrl,
      rawLink: linkOf(read.link, meetingUrl),
      allDay: (flags & FLAG_ALL_DAY) !== 0,
      isDeleted,
      isCancelled: (flags & FLAG_CANCELLED) !== 0,
      icalUid: row[17],
      firstSeenAt: row[7],
      botsTold: row[8] !== BOTS_NOT_TOLD,
      entries: entries.map((entry) => this.#entry(workspaceId, entry)),
      revisions: [...revisions.map(toRevision), present],
      calendar,
      siblings: this.#siblings(pk, meetingUrl, startAt),
      v1Bots: this.#v1Bots(workspaceId, meetingUrl, startAt),
      refusal: refusal === undefined ? null : toRefusal(refusal),
      recipe: this.#recipe(workspaceId),
    };
    return {
      facts,
      domains: row[13] === null ? null : domainsOf(read.domains),
      organizer: row[14]?.toLowerCase() ?? null,
      startKey,
      facet: row[9],
      domainsText: read.domains,
      linkText: read.link,
      before: beforeOf(row),
    };
  }

  #entry(workspaceId: number, row: EntryTuple): EntryFacts {
    const [, botId, startAt, deduplicationKey, meetingUrl, firstSeenAt, goneAt] = row;
    return {
      botId,
      startAt,
      deduplicationKey,
      meetingUrl,
      firstSeenAt,
      goneAt,
      bot: this.#bot(workspaceId, botId, row, FACT_AT),
    };
  }

  #bot(workspaceId: number, botId: string, row: EntryTuple | SiblingTuple, factAt: number): BotFacts | null {
    const olderAt = factAt + FACT_COLUMNS;
    if (row[olderAt] === 1) return botFact(this.#connection, workspaceId, botId);
    // The LEFT JOIN gives all columns of the fact or none of them.
    return row[factAt] === null ? null : toBotFacts(row.slice(factAt, olderAt) as unknown as BotFactTuple);
  }

  #calendar(pk: number): CalendarFacts {
    return remembered(this.#calendars, pk, () => {
      const row = this.#connection.get<CalendarTuple>(VERDICT_FACTS_SQL.calendar, [pk]);
      if (row === undefined) throw new Error(`An event belongs to calendar ${pk}, which is not there.`);
      const [id, facet, deletedAt, address] = row;
      const known = facet !== CALENDAR_PLACEHOLDER;
      const mailbox = address?.toLowerCase() ?? null;
      return {
        id,
        known,
        status: known ? calendarStatusOf(facet) : 'unknown',
        deletedAt,
        mailbox,
        domain: mailDomain(mailbox),
        outages: this.#connection
          .all<[number, number | null]>(VERDICT_FACTS_SQL.outages, [pk])
          .map(([brokeAt, endedAt]): CalendarOutage => ({ brokeAt, endedAt })),
      };
    });
  }

  #meetingOf(url: string | null): string | null {
    return url === null ? null : remembered(this.#meetings, url, () => meetingOf(url));
  }

  /** The link is compared besides: what is kept of a sibling may be older than its row. */
  #siblings(pk: number, meetingUrl: string | null, startAt: number | null): Sibling[] {
    const meeting = this.#meetingOf(meetingUrl);
    if (meeting === null || startAt === null) return [];
    const pks = this.#connection
      .prepare<[number]>(VERDICT_FACTS_SQL.siblingPks)
      .all(identity(meeting), startAt, pk)
      .map(([sibling]) => sibling);
    if (pks.length === 0) return [];
    const siblings = new Map<number, Sibling & { entries: EntryFacts[] }>();
    for (const row of this.#connection.all<SiblingTuple>(VERDICT_FACTS_SQL.siblings, [JSON.stringify(pks), startAt])) {
      const [siblingPk, workspaceId, eventId, calendarPk, url, icalUid, botId] = row;
      const calendar = this.#calendar(calendarPk);
      if (this.#isRemoving(workspaceId) || this.#meetingOf(url) !== meeting) continue;
      const sibling = remembered(siblings, siblingPk, () => {
        const { id: calendarId, mailbox, domain } = calendar;
        return { pk: siblingPk, workspaceId, eventId, calendarId, icalUid, mailbox, domain, entries: [] };
      });
      if (botId === null || row[10] === null) continue;
      const [startsAt, deduplicationKey, botUrl, firstSeenAt] = [row[7], row[8], row[9], row[10]];
      // Recall takes a calendar's bots away with it and says nothing of it any more (recall-api.md 2.4).
      if (calendar.deletedAt !== null && calendar.deletedAt < (startsAt ?? startAt)) continue;
      sibling.entries.push({
        botId,
        startAt: startsAt,
        deduplicationKey,
        meetingUrl: botUrl,
        firstSeenAt,
        goneAt: null,
        bot: this.#bot(workspaceId, botId, row, SIBLING_FACT_AT),
      });
    }
    return [...siblings.values()];
  }

  #isRemoving(workspaceId: number): boolean {
    this.#removing ??= new Set(this.#connection.all<[number]>(SCOPE_SQL.removing).map(([id]) => id));
    return this.#removing.has(workspaceId);
  }

  /** Those whose meeting is named in the event's link: Calendar V1 does not say which event a bot is for. */
  #v1Bots(workspaceId: number, meetingUrl: string | null, startAt: number | null): V1Bot[] {
    const meeting = this.#meetingOf(meetingUrl)?.toLowerCase() ?? null;
    if (meeting === null || startAt === null) return [];
    const any = remembered(
      this.#withV1,
      workspaceId,
      () => this.#connection.get(VERDICT_FACTS_SQL.hasV1, [workspaceId]) !== undefined,
    );
    if (!any) return [];
    return this.#connection
      .all<[botId: string, meetingId: string | null]>(VERDICT_FACTS_SQL.v1, [
        workspaceId,
        startAt - V1_FITS_MS,
        startAt + V1_FITS_MS,
      ])
      .filter(([, meetingId]) => meetingId !== null && names(meeting, meetingId.toLowerCase()))
      .map(([botId]) => ({ botId }));
  }

  #recipe(workspaceId: number): Recipe | null {
    return remembered(this.#recipes, workspaceId, () => workspaceRecipe(this.#connection, workspaceId));
  }

  /** Of events from before payloads were read for verdicts. Neighbours share a block. */
  #payload(pk: number, meetingUrl: string | null): { domains: string; link: string | null } {
    const row = this.#connection.get<PayloadTuple>(VERDICT_FACTS_SQL.payload, [pk]);
    if (row === undefined) return { domains: '', link: null };
    const [platform, organizerEmail, block, offset, length] = row;
    if (this.#block?.id !== block) this.#block = { id: block, bytes: readBlock(this.#connection, block) };
    const raw = this.#block.bytes?.subarray(offset, offset + length).toString('utf8') ?? 'null';
    const { people, rawLink } = payloadFacts(platform, organizerEmail, raw);
    return { domains: domainsText(people), link: linkText(textOrNull(rawLink), meetingUrl) };
  }
}

/** A meeting's id stands between other characters: `zoom.us/j/123` is not the meeting 12. */
function names(meeting: string, id: string): boolean {
  const at = id === '' ? -1 : meeting.indexOf(id);
  if (at < 0) return false;
  const isPart = (character: string | undefined): boolean => character !== undefined && /[a-z0-9]/.test(character);
  return !isPart(meeting[at - 1]) && !isPart(meeting[at + id.length]);
}

function beforeOf(row: EventTuple): VerdictRow | null {
  // The LEFT JOIN gives all columns of the verdict or none of them.
  return row[VERDICT_AT] === null ? null : (row.slice(VERDICT_AT) as unknown as VerdictRow);
}

function toRevision(row: RevisionTuple): EventRevision {
  const [, startAt, endAt, meetingUrl, calendarId, isDeleted, updatedAt, observedAt] = row;
  return { startAt, endAt, meetingUrl, calendarId, isDeleted: isDeleted !== 0, updatedAt, observedAt };
}

function toRefusal([, at, kind, message]: RefusalTuple): Refusal {
  return { at, kind: kind === 'pool_empty' ? 'pool_empty' : 'refused', message };
}

/** Rows by the event they belong to, in their order. */
function grouped<Row extends readonly [pk: number, ...unknown[]]>(rows: readonly Row[]): ReadonlyMap<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const known = groups.get(row[0]);
    if (known === undefined) groups.set(row[0], [row]);
    else known.push(row);
  }
  return groups;
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined || known.has(key)) return found as Value;
  const value = make();
  known.set(key, value);
  return value;
}
