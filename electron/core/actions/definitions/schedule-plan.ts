/** Which events get a bot by `event.schedule_bot`, under which key, and what each call would change. */
import type { EventPlan } from '../../../../shared/actions.ts';
import type { BotEntry } from '../../../../shared/entities.ts';
import type { Recipe, WorkspaceRecipe } from '../../../../shared/verdicts.ts';
import { isAt } from '../../diagnosis/events/plans.ts';
import { keyFor } from '../../diagnosis/events/recipes.ts';
import { sameLink } from '../../diagnosis/events/same-link.ts';
import type { EventSubject } from '../../store/ledger.ts';
import type { PlannedItem, Untouched, World } from '../types.ts';
import { counted } from '../words.ts';
import { entriesAhead, hasEnded, keysOf, lateNote, noteOf, presentEntries } from './events.ts';

/** By workspace. */
export function recipesInUse({ store, workspaces, now }: World): ReadonlyMap<number, WorkspaceRecipe> {
  const recipes = store.recipes(
    workspaces.map(({ id }) => id),
    now,
  );
  return new Map(recipes.map((recipe) => [recipe.workspaceId, recipe]));
}

export function botsAhead(subject: EventSubject, now: number): { row: EventSubject['row']; botId: string }[] {
  const { row } = subject;
  return entriesAhead(presentEntries(subject), row.startAt, now).map(({ botId }) => ({ row, botId }));
}

/**
 * One event: what its call would change, or why it is left alone. `recipe` null: nobody knows one. `shared`: see `otherEventsOf`.
 */
export function candidateOf(
  subject: EventSubject,
  recipe: Recipe | null,
  keeps: boolean,
  shared: ReadonlyMap<string, number>,
  now: number,
): PlannedItem | Untouched {
  const { row, icalUid, calendar } = subject;
  const { startAt, meetingUrl } = row;
  if (row.isDeleted || subject.isCancelled || row.allDay || startAt === null || meetingUrl === null) {
    return { reason: 'not_recordable', row };
  }
  if (hasEnded(row, now)) return { reason: 'ended', row };
  if (calendar.status === 'disconnected' || calendar.deletedAt !== null)
    return { reason: 'calendar_disconnected', row };
  if (recipe === null) return { reason: 'no_recipe', row };
  const key = keyFor(recipe, {
    startAt,
    meetingUrl,
    eventId: row.id,
    calendarId: row.calendarId,
    icalUid,
    mailbox: calendar.mailbox,
  });
  if (key === null || key.length > MAX_KEY)
    return { reason: 'no_recipe', row, message: key === null ? INCOMPLETE : TOO_LONG };

  const present = presentEntries(subject);
  const ahead = entriesAhead(present, startAt, now);
  const fits = (entry: BotEntry): boolean =>
    entry.startAt !== null &&
    isAt(entry.startAt, startAt) &&
    (entry.meetingUrl === null || sameLink(entry.meetingUrl, meetingUrl));
  const right = ahead.find((entry) => entry.deduplicationKey === key && fits(entry));
  if (keeps && right !== undefined) return { reason: 'unchanged', row };

  const from = right ?? ahead.find(({ deduplicationKey }) => deduplicationKey === key) ?? ahead[0] ?? null;
  const others = ahead.filter((entry) => entry !== from).length;
  const served = from === null ? 0 : (shared.get(`${row.workspaceId}/${row.id}/${from.botId}`) ?? 0);
  const configOf = keeps ? ((from ?? latestOf(subject.entries))?.botId ?? null) : null;
  return {
    workspaceId: row.workspaceId,
    calendarId: null,
    eventId: row.id,
    botId: null,
    label: row.title,
    row: null,
    event: {
      event: row,
      from: from === null ? null : fromOf(from),
      to: { startAt, meetingUrl, deduplicationKey: key },
      note: noteOf(
        lateNote(startAt, now),
        served === 0 || from?.deduplicationKey === key
          ? null
          : `Its bot now also serves ${counted(served, 'other event')}, which ${served === 1 ? 'keeps' : 'keep'} it`,
        others === 0 ? null : `${counted(others, 'more bot is', 'more bots are')} ahead for this event and may stay`,
        keeps && configOf === null ? 'It never had a bot, so there is no configuration to keep' : null,
      ),
    },
    plan: {
      startAt,
      endAt: row.endAt,
      meetingUrl,
      key,
      configOf,
      wasThere: right !== undefined,
      keys: keysOf(present, key),
    },
    stake: null,
  };
}

/** What the API takes as a key (recall-api.md 3.4). */
const MAX_KEY = 2_000;
const INCOMPLETE =
  'A part of the deduplication key is missing: Recall has not told the mailbox of their calendar, or their iCalendar id.';
const TOO_LONG = 'Their deduplication key would be longer than the 2,000 characters that Recall takes.';

export const fromOf = ({ botId, startAt, meetingUrl, deduplicationKey }: BotEntry): NonNullable<EventPlan['from']> => ({
  botId,
  startAt,
  meetingUrl,
  deduplicationKey,
});

/** The bot that came last, present or gone. */
function latestOf(entries: readonly BotEntry[]): BotEntry | null {
  return entries.reduce<BotEntry | null>(
    (latest, entry) => (latest === null || (entry.startAt ?? 0) >= (latest.startAt ?? 0) ? entry : latest),
    null,
  );
}
