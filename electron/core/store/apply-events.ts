/**
 * A page of events into rows. An older `updated_at` never overwrites a newer one (invariant 2), applying twice is
 * applying once (invariant 1), and what changed leaves a trace in `event_revision` and `bot_entry`.
 */
import type { EventRecord } from '../records.ts';
import { bit, int, intOrNull, startKey, startOf, text, textOrNull, updateKey, updateOf } from './codec.ts';
import type { Connection } from './connection.ts';
import { BOTS_NOT_TOLD, botKey, botsFingerprint, eventFingerprint, NEVER } from './fingerprint.ts';
import type { CalendarIndex } from './calendar-index.ts';
import { eventCoverage, eventFacet, FLAG_ALL_DAY, FLAG_CANCELLED, FLAG_DELETED, meetingPlatform } from './facets.ts';
import { addBotEntries, readBotIds, writeBotEntries } from './bot-entries.ts';
import type { PayloadPlace } from './payload-read.ts';
import { PayloadWriter } from './payload-write.ts';
import type { SearchWriter } from './search-write.ts';
import { TALLY, TallyChanges } from './tally.ts';
import type { Applied, ApplyPage } from './types.ts';
import { domainsText, linkText, VERDICT_PENDING_SQL } from './verdict-pending.ts';

const IDENTITY = ['pk', 'workspace_id', 'id', 'first_seen_at'] as const;
const CONTENT = [
  ...['calendar_pk', 'facet', 'start_at', 'end_at', 'updated_at', 'flags', 'bot_count', 'attendee_count', 'platform'],
  ...['title', 'meeting_url', 'organizer_email', 'series_id', 'fingerprint', 'bots_fingerprint', 'block'],
  ...['block_offset', 'block_length', 'checksum', 'created_at', 'fetched_at', 'revised_at', 'revised_updated_at'],
  ...['meeting_platform', 'own_response', 'platform_id', 'ical_uid', 'extra', 'search_fingerprint'],
] as const;

export const APPLY_EVENTS_SQL = {
  lastPk: 'SELECT ifnull(max(pk), 0) FROM event',
  find: 'SELECT pk, updated_at, fingerprint, bots_fingerprint FROM event WHERE workspace_id = ? AND id = ?',
  existing: `SELECT e.facet, e.start_at, e.end_at, e.meeting_url, c.id, e.flags, e.bot_count, e.block, e.block_offset,
      e.block_length, e.checksum, e.revised_at, e.revised_updated_at, e.search_fingerprint
    FROM event AS e CROSS JOIN calendar AS c ON c.pk = e.calendar_pk WHERE e.pk = ?`,
  insert: `INSERT INTO event (${[...IDENTITY, ...CONTENT].join(', ')})
    VALUES (${[...IDENTITY, ...CONTENT].map(() => '?').join(', ')})`,
  update: `UPDATE event SET ${CONTENT.map((name) => `${name} = ?`).join(', ')} WHERE pk = ?`,
  addRevision: `INSERT INTO event_revision (event_pk, n, workspace_id, start_at, end_at, meeting_url, calendar_id,
      is_deleted, updated_at, observed_at)
    SELECT ?, ifnull(max(n), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ? FROM event_revision WHERE event_pk = ?`,
} as const;

type Found = [pk: number, updatedAt: number, fingerprint: number, botsFingerprint: number];
type Existing = [
  facet: number,
  startAt: number,
  endAt: number | null,
  meetingUrl: string | null,
  calendarId: string,
  flags: number,
  botCount: number,
  block: number,
  blockOffset: number,
  blockLength: number,
  checksum: number,
  revisedAt: number,
  revisedUpdatedAt: number,
  searchFingerprint: number | null,
];

/** More ids than this are not worth naming: the window asks for everything again. */
const MAX_CHANGED_IDS = 200;

export class EventWriter {
  readonly #connection: Connection;
  readonly #calendars: CalendarIndex;
  readonly #search: SearchWriter;
  #nextPk: number;

  constructor(connection: Connection, calendars: CalendarIndex, search: SearchWriter) {
    this.#connection = connection;
    this.#calendars = calendars;
    this.#search = search;
    this.#nextPk = (connection.get<[number]>(APPLY_EVENTS_SQL.lastPk)?.[0] ?? 0) + 1;
  }

  /** Inside a transaction. Rows of other workspaces are not touched (invariant 4). */
  apply(page: ApplyPage<EventRecord>): Applied {
    const find = this.#connection.prepare<Found>(APPLY_EVENTS_SQL.find);
    const tally = new TallyChanges(page.workspaceId);
    const changed: string[] = [];
    let payloads: PayloadWriter | null = null;
    let inserted = 0;
    let updated = 0;
    let unchanged = 0;
    let stale = 0;
    for (const sent of page.records) {
      const found = find.get(page.workspaceId, sent.id);
      const updatedAt = updateKey(sent.updatedAt);
      if (found !== undefined && updatedAt < found[1]) {
        stale += 1;
        continue;
      }
      const record = prepare(sent, updatedAt);
      if (
        found !== undefined &&
        updatedAt === found[1] &&
        record.fingerprint === found[2] &&
        (record.botsFingerprint === null || record.botsFingerprint === found[3])
      ) {
        unchanged += 1;
        continue;
      }
      payloads ??= new PayloadWriter(this.#connection, page.workspaceId);
      if (found === undefined) {
        this.#insert(page, record, payloads, tally);
        inserted += 1;
      } else {
        this.#update(page, record, found, payloads, tally);
        updated += 1;
      }
      changed.push(sent.id);
    }
    payloads?.finish();
    tally.write(this.#connection);
    const few = changed.length <= MAX_CHANGED_IDS;
    return { inserted, updated, unchanged, stale, ...(few ? { changedIds: [...new Set(changed)] } : {}) };
  }

  #insert(page: ApplyPage<EventRecord>, record: Prepared, payloads: PayloadWriter, tally: TallyChanges): void {
    const { workspaceId, receivedAt } = page;
    const pk = this.#nextPk;
    this.#nextPk += 1;
    const bots = record.bots ?? [];
    const facet = facetOf(record, bots.length);
    const content = this.#content(page, record, facet, payloads.add(pk, record.sent.raw), {
      botCount: bots.length,
      botsFingerprint: record.botsFingerprint ?? BOTS_NOT_TOLD,
      revisedAt: receivedAt,
      revisedUpdatedAt: record.updatedAt,
      searchFingerprint: this.#pend(pk, workspaceId, record, [...new Set(bots.map((bot) => bot.botId))], 'new'),
    });
    this.#connection.prepare(APPLY_EVENTS_SQL.insert).run(pk, workspaceId, record.id, receivedAt, ...content);
    if (bots.length > 0) addBotEntries(this.#connection, pk, workspaceId, bots, receivedAt, tally);
    this.#judgeLater(pk, workspaceId, record);
    tally.add(TALLY.events, facet, 1);
  }

  #update(
    page: ApplyPage<EventRecord>,
    record: Prepared,
    found: Found,
    payloads: PayloadWriter,
    tally: TallyChanges,
  ): void {
    const { workspaceId, receivedAt } = page;
    const [pk, , oldFingerprint, oldBotsFingerprint] = found;
    const old = this.#connection.get<Existing>(APPLY_EVENTS_SQL.existing, [pk]);
    if (old === undefined) throw new Error(`Event ${pk} has no calendar row.`);
    const [
      oldFacet,
      oldStart,
      oldEnd,
      oldUrl,
      oldCalendar,
      oldFlags,
      oldBots,
      block,
      ,
      ,
      ,
      revisedAt,
      revisedUpdate,
      indexed,
    ] = old;

    // A row that did not match its checksums may have lost entries.
    const botsChanged =
      record.botsFingerprint !== null && (record.botsFingerprint !== oldBotsFingerprint || oldFingerprint === NEVER);
    const botCount =
      botsChanged && record.bots !== null
        ? writeBotEntries(this.#connection, pk, workspaceId, record.bots, receivedAt, tally)
        : oldBots;
    const place = payloads.replace(pk, record.sent.raw, {
      block,
      offset: old[8],
      length: old[9],
      checksum: old[10],
    });
    const revised =
      oldStart !== record.startAt ||
      oldEnd !== record.endAt ||
      oldUrl !== record.meetingUrl ||
      oldCalendar !== record.calendarId ||
      ((oldFlags ^ record.flags) & FLAG_DELETED) !== 0;
    if (revised) {
      this.#connection.run(APPLY_EVENTS_SQL.addRevision, [
        pk,
        workspaceId,
        startOf(oldStart),
        oldEnd,
        oldUrl,
        oldCalendar,
        bit((oldFlags & FLAG_DELETED) !== 0),
        updateOf(revisedUpdate),
        revisedAt,
        pk,
      ]);
      tally.add(TALLY.revisions, 0, 1);
    }
    const facet = facetOf(record, botCount);
    const content = this.#content(page, record, facet, place, {
      botCount,
      botsFingerprint: record.botsFingerprint ?? oldBotsFingerprint,
      revisedAt: revised ? receivedAt : revisedAt,
      revisedUpdatedAt: revised ? record.updatedAt : revisedUpdate,
      // The index may hold what a damaged row said.
      searchFingerprint: this.#pend(
        pk,
        workspaceId,
        record,
        readBotIds(this.#connection, pk),
        oldFingerprint === NEVER ? null : indexed,
      ),
    });
    this.#connection.prepare(APPLY_EVENTS_SQL.update).run(...content, pk);
    this.#judgeLater(pk, workspaceId, record);
    if (facet !== oldFacet) {
      tally.add(TALLY.events, oldFacet, -1);
      tally.add(TALLY.events, facet, 1);
    }
  }

  /** Values in the order of {@link CONTENT}: bound by position, which is twice as fast as by name (2.5 against 5.5 us). */
  #content(
    page: ApplyPage<EventRecord>,
    record: Prepared,
    facet: number,
    place: PayloadPlace,
    kept: {
      botCount: number;
      botsFingerprint: number;
      revisedAt: number;
      revisedUpdatedAt: number;
      searchFingerprint: number;
    },
  ): (string | number | null)[] {
    return [
      this.#calendars.pkOf(page.workspaceId, record.calendarId, page.receivedAt),
      facet,
      record.startAt,
      record.endAt,
      record.updatedAt,
      record.flags,
      kept.botCount,
      record.attendeeCount,
      record.platform,
      record.title,
      record.meetingUrl,
      record.organizerEmail,
      record.seriesId,
      record.fingerprint,
      kept.botsFingerprint,
      place.block,
      place.offset,
      place.length,
      place.checksum,
      record.createdAt,
      page.receivedAt,
      kept.revisedAt,
      kept.revisedUpdatedAt,
      record.meetingPlatform,
      record.ownResponse,
      record.platformId,
      record.icalUid,
      record.extra,
      kept.searchFingerprint,
    ];
  }

  #judgeLater(pk: number, workspaceId: number, { sent, meetingUrl, rawLink }: Prepared): void {
    this.#connection
      .prepare(VERDICT_PENDING_SQL.changed)
      .run(pk, workspaceId, domainsText(sent.people), linkText(rawLink, meetingUrl));
  }

  #pend(
    pk: number,
    workspaceId: number,
    record: Prepared,
    botIds: readonly string[],
    indexed: number | null | 'new',
  ): number {
    const links = [record.meetingUrl, ...(record.bots ?? []).map((bot) => bot.meetingUrl)];
    const { title, platformId, icalUid, seriesId } = record;
    const terms = { title, people: record.sent.people, ids: [platformId, icalUid, seriesId], links, botIds };
    return this.#search.pend(pk, workspaceId, terms, indexed);
  }
}

type Prepared = ReturnType<typeof prepare>;

/** The record as its columns will hold it. Throws TypeError for values that the codec refuses. */
function prepare(sent: EventRecord, updatedAt: number) {
  const envelope = {
    id: text(sent.id),
    calendarId: text(sent.calendarId),
    startAt: startKey(sent.startAt),
    endAt: intOrNull(sent.endAt),
    createdAt: intOrNull(sent.createdAt),
    updatedAt,
    platform: text(sent.platform),
    platformId: textOrNull(sent.platformId),
    icalUid: textOrNull(sent.icalUid),
    meetingPlatform: textOrNull(sent.meetingPlatform),
    meetingUrl: textOrNull(sent.meetingUrl),
    flags:
      (sent.allDay ? FLAG_ALL_DAY : 0) | (sent.isDeleted ? FLAG_DELETED : 0) | (sent.isCancelled ? FLAG_CANCELLED : 0),
    title: textOrNull(sent.title),
    organizerEmail: textOrNull(sent.organizerEmail),
    attendeeCount: intOrNull(sent.attendeeCount),
    ownResponse: textOrNull(sent.ownResponse),
    seriesId: textOrNull(sent.seriesId),
    extra: textOrNull(sent.extra),
    rawLength: int(sent.raw.length),
  };
  const bots = sent.bots === null ? null : distinct(sent.bots);
  return {
    ...envelope,
    sent,
    bots,
    rawLink: textOrNull(sent.rawLink),
    fingerprint: eventFingerprint(envelope),
    /** Null: the record says nothing about bots. */
    botsFingerprint: bots === null ? null : botsFingerprint(bots),
  };
}

function distinct(bots: NonNullable<EventRecord['bots']>): NonNullable<EventRecord['bots']> {
  if (bots.length === 0) return bots;
  const entries = bots.map((bot) => ({
    botId: text(bot.botId),
    startAt: intOrNull(bot.startAt),
    deduplicationKey: textOrNull(bot.deduplicationKey),
    meetingUrl: textOrNull(bot.meetingUrl),
  }));
  return entries.length === 1 ? entries : [...new Map(entries.map((entry) => [botKey(entry), entry])).values()];
}

function facetOf(record: Prepared, botCount: number): number {
  const deleted = (record.flags & (FLAG_DELETED | FLAG_CANCELLED)) !== 0;
  return eventFacet(
    eventCoverage(deleted, record.meetingUrl, botCount),
    meetingPlatform(record.meetingPlatform, record.meetingUrl),
  );
}
