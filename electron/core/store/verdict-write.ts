/** Judging, on the writer's connection: what waits with its facts, and what was concluded. */
import { EXTERNALS } from '../../../shared/values.ts';
import { standingOf } from '../diagnosis/events/standings.ts';
import { bit, intOrNull } from './codec.ts';
import type { Connection } from './connection.ts';
import { limited } from './connection.ts';
import { botKey, identity } from './fingerprint.ts';
import { keepRefusal } from './schedule-refusals.ts';
import { FactsReader } from './verdict-facts.ts';
import type { LoadedEvent } from './verdict-facts.ts';
import { pendBot, pendCalendar, pendDue, pendMeeting, pendWorkspace, VERDICT_PENDING_SQL } from './verdict-pending.ts';
import type { VerdictRow } from './verdict-tuples.ts';
import type { ConcludedEvent, VerdictWriter } from './verdicts.ts';

const COLUMNS = [
  ...['workspace_id', 'start_at', 'facet', 'standing', 'due_at', 'domain', 'external', 'organizer', 'meeting'],
  ...['signature', 'breaks', 'domains', 'raw_link'],
];

export const VERDICT_WRITE_SQL = {
  add: `INSERT INTO verdict (pk, ${COLUMNS.join(', ')}) VALUES (?${', ?'.repeat(COLUMNS.length)})`,
  domain: 'SELECT id FROM mail_domain WHERE name = ?',
  addDomain: 'INSERT INTO mail_domain (name) VALUES (?) RETURNING id',
} as const;

/** Only what changed: SQLite writes every index anew whose columns are named, whatever their values (6 indexes: 15 us). */
function changeSql(places: readonly number[]): string {
  const mask = places.reduce((bits, place) => bits | (1 << place), 0);
  let sql = changes.get(mask);
  if (sql === undefined) {
    sql = `UPDATE verdict SET ${places.map((place) => `${COLUMNS[place] ?? ''} = ?`).join(', ')} WHERE pk = ?`;
    changes.set(mask, sql);
  }
  return sql;
}

/** Statements by the columns that they name. */
const changes = new Map<number, string>();

/** Places in {@link VerdictRow}. */
const START_AT = 1;
const STANDING = 3;
const MEETING = 8;
const SIGNATURE = 9;
const ALL = COLUMNS.map((_, place) => place);

/** Lives as long as one transaction. */
export function createVerdictWriter(connection: Connection): VerdictWriter {
  const reader = new FactsReader(connection);
  const loaded = new Map<number, LoadedEvent>();
  const domains = new Map<string, number>();

  const load = (pks: readonly number[]): LoadedEvent[] => {
    const events = reader.load(pks);
    for (const event of events) loaded.set(event.facts.pk, event);
    return events;
  };
  const domainId = (name: string | null): number => {
    if (name === null) return 0;
    const known = domains.get(name);
    if (known !== undefined) return known;
    const id =
      connection.get<[number]>(VERDICT_WRITE_SQL.domain, [name])?.[0] ??
      connection.get<[number]>(VERDICT_WRITE_SQL.addDomain, [name])?.[0] ??
      0;
    domains.set(name, id);
    return id;
  };
  const rowOf = ({ facts, judgement, traits }: ConcludedEvent, event: LoadedEvent): VerdictRow => [
    facts.workspaceId,
    event.startKey,
    event.facet,
    standingOf(judgement.verdict, judgement.reason),
    intOrNull(judgement.dueAt),
    domainId(traits.domain),
    EXTERNALS.indexOf(traits.external),
    traits.organizer === null ? 0 : identity(traits.organizer),
    traits.meeting === null || facts.startAt === null ? 0 : identity(traits.meeting),
    signatureOf(event),
    bit(traits.breaksRecipe),
    event.domainsText,
    event.linkText,
  ];

  return {
    next: (limit) => load(connection.all<[number]>(limited(VERDICT_PENDING_SQL.waiting, limit)).map(([pk]) => pk)),
    pendDue: (now, limit) => pendDue(connection, now, limit),
    pendCalendar: (workspaceId, calendarId, from) => pendCalendar(connection, workspaceId, calendarId, from),
    pendBot: (workspaceId, botId) => pendBot(connection, workspaceId, botId),
    pendWorkspace: (workspaceId, from) => pendWorkspace(connection, workspaceId, from),
    save(concluded) {
      const told = new Map<number, string[]>();
      const meetings = new Meetings();
      for (const conclusion of concluded) {
        const { pk, workspaceId, id } = conclusion.facts;
        const event = loaded.get(pk) ?? load([pk])[0];
        if (event === undefined) continue;
        const { before } = event;
        const row = rowOf(conclusion, event);
        const changed = before === null ? ALL : ALL.filter((place) => row[place] !== before[place]);
        if (changed.length === 0) continue;
        if (before === null) connection.prepare(VERDICT_WRITE_SQL.add).run(pk, ...row);
        else connection.prepare(changeSql(changed)).run(...changed.map((place) => row[place]), pk);
        loaded.set(pk, { ...event, before: row });
        if (before?.[SIGNATURE] !== row[SIGNATURE]) {
          const stayed = before?.[MEETING] === row[MEETING] && before[START_AT] === row[START_AT];
          if (before !== null && !stayed) meetings.changed(before[MEETING], before[START_AT], pk, true);
          meetings.changed(row[MEETING], row[START_AT], pk, conclusion.facts.siblings.length > 0);
        }
        if (before?.[STANDING] === row[STANDING]) continue;
        const ids = told.get(workspaceId);
        if (ids === undefined) told.set(workspaceId, [id]);
        else ids.push(id);
      }
      connection.run(VERDICT_PENDING_SQL.judged, [JSON.stringify(concluded.map(({ facts }) => facts.pk))]);
      // Only now, when all are there to be found: two new ones of one meeting have not seen each other.
      meetings.pend(connection);
      return told;
    },
    refusal: (ref, refusal) => keepRefusal(connection, ref, refusal),
  };
}

/** What siblings look at in an event: its meeting, its identity at the provider, its calendar, its bots and what is known about them. */
function signatureOf({ facts, startKey, facet }: LoadedEvent): number {
  const entries = facts.entries
    .filter(({ goneAt }) => goneAt === null)
    .map((entry) => (entry.bot === null ? botKey(entry) : `${botKey(entry)} ${JSON.stringify(entry.bot)}`));
  const { id, mailbox, deletedAt } = facts.calendar;
  return identity(
    [startKey, facts.meetingUrl, facts.icalUid, facet, id, mailbox, deletedAt, ...entries.sort()].join('\u001f'),
  );
}

/** Meetings whose siblings have to look again. */
class Meetings {
  /** By meeting and start; `but`: the one event that changed there, 0 for several. */
  readonly #changed = new Map<string, { meeting: number; startAt: number; but: number; others: boolean }>();

  /** `others`: there may be siblings. */
  changed(meeting: number, startAt: number, pk: number, others: boolean): void {
    if (meeting === 0) return;
    const key = `${meeting} ${startAt}`;
    const known = this.#changed.get(key);
    if (known === undefined) {
      this.#changed.set(key, { meeting, startAt, but: pk, others });
    } else {
      known.others ||= others || known.but !== pk;
      if (known.but !== pk) known.but = 0;
    }
  }

  pend(connection: Connection): void {
    for (const { meeting, startAt, but, others } of this.#changed.values()) {
      if (others) pendMeeting(connection, meeting, startAt, but);
    }
  }
}
