/** The lines with which a person can check a verdict, in the order in which one would. Values are words; times stand beside them. Pure. */
import type { Basis, Evidence } from '../../../../shared/diagnosis.ts';
import { subCodeOf, subCodeTitle } from './bot-codes/index.ts';
import { botTitle } from './bot-words.ts';
import { deletedSince, linkSince } from './changes.ts';
import { duplicateWhy } from './occurrence-words.ts';
import type { EventFacts, EventOccurrence, EventOccurrences, Judgement, PlacedEntry } from './types.ts';

const line = (field: string, value: string, at: number | null = null, basis: Basis = 'observed'): Evidence => ({
  field,
  value,
  basis,
  at,
});

export function evidenceOf(
  judgement: Judgement,
  facts: EventFacts,
  { present, unplaced }: EventOccurrences,
  now: number,
): Evidence[] {
  const shown = entriesShown(judgement, present);
  return [
    ...timeLines(facts, present),
    ...linkLines(facts),
    ...stateLines(judgement, facts),
    ...shown.flatMap((placed) => botLines(placed, facts, now)),
    ...unplaced
      .filter(({ entry }) => entry.goneAt === null)
      .map(({ entry, why }) => line('Bot without a time', `${entry.botId}: ${why}`)),
    ...(facts.botsTold && facts.entries.length === 0
      ? [line('Bots', 'The event names none, and has not since Callboard first saw it.', facts.firstSeenAt)]
      : []),
    ...calendarLines(judgement, facts),
    ...(facts.refusal === null ? [] : [line('Last try from here', facts.refusal.message, facts.refusal.at)]),
    ...otherBotLines(judgement, facts),
    ...(facts.recipe === null || (judgement.verdict !== 'duplicate' && judgement.reason !== 'other_events_bot')
      ? []
      : [line('Recipe in use', `${facts.recipe.label} (${facts.recipe.template})`, null, 'inferred')]),
  ];
}

function timeLines({ revisions }: EventFacts, present: EventOccurrence): Evidence[] {
  const { startAt, setAt, movedFrom } = present;
  if (startAt === null) return [line('Start', 'Recall sent none.')];
  const before = movedFrom.at(-1);
  return [
    line('Start', 'As Recall has it now.', startAt),
    ...(setAt === null || revisions.length < 2 ? [] : [line('Time set', 'Since then it has this start.', setAt)]),
    ...(before === undefined ? [] : [line('Start before', 'It was planned for this time before it moved.', before)]),
  ];
}

function linkLines({ meetingUrl, rawLink, revisions }: EventFacts): Evidence[] {
  const at = linkSince(revisions);
  if (meetingUrl !== null) return [line('Meeting link', meetingUrl, at)];
  return [
    line('Meeting link', 'Recall recognised none.', at),
    ...(rawLink === null ? [] : [line('Link in the invitation', rawLink)]),
  ];
}

function stateLines({ reason }: Judgement, facts: EventFacts): Evidence[] {
  switch (reason) {
    case 'deleted':
      return [
        line('Deleted', 'Recall marks it as deleted, and removes its bots by itself.', deletedSince(facts.revisions)),
      ];
    case 'cancelled':
      return [line('Cancelled', 'The calendar’s provider says so.')];
    case 'all_day':
      return [line('All-day', 'It is a day in the calendar, not a time.')];
    case 'bots_not_told':
      return [line('Bots', 'Recall sent no list of bots for it.', facts.firstSeenAt)];
    default:
      return [];
  }
}

/** The one that decides, and the others of the present occurrence that are still there or went last. */
function entriesShown({ entry }: Judgement, { entries }: EventOccurrence): PlacedEntry[] {
  const others = entries.filter((one) => one !== entry && one.entry.goneAt === null);
  return [...(entry === null ? [] : [entry]), ...others].slice(0, 5);
}

function botLines({ entry, fit }: PlacedEntry, { meetingUrl }: EventFacts, now: number): Evidence[] {
  const { botId, startAt, bot, goneAt } = entry;
  const title = bot === null ? null : botTitle(bot, now, startAt);
  const reason = bot?.subCode ?? null;
  return [
    line('Bot', startAt === null ? `${botId}, without a start time` : `${botId}, planned for this time`, startAt),
    ...(entry.meetingUrl === null ||
    (fit !== 'old_link' && fit !== 'old_time_and_link' && entry.meetingUrl === meetingUrl)
      ? []
      : [line('Link of the bot', entry.meetingUrl)]),
    ...(entry.deduplicationKey === null ? [] : [line('Key of the bot', entry.deduplicationKey, entry.firstSeenAt)]),
    ...(goneAt === null ? [] : [line('Bot gone', 'The event named it before, and at this look no more.', goneAt)]),
    ...(bot === null || title === null
      ? []
      : [
          line('What became of the bot', title, bot.lookedAt),
          ...(reason === null ? [] : [line('Recall’s reason', said(reason), bot.endedAt)]),
        ]),
  ];
}

const said = (code: string): string => {
  const known = subCodeOf(code);
  return known === null ? `${code} (${subCodeTitle(code)})` : `${code}: ${known.meaning}`;
};

function calendarLines({ outage, reason }: Judgement, { calendar }: EventFacts): Evidence[] {
  const name = calendar.mailbox ?? calendar.id;
  const lines: Evidence[] = [];
  if (outage !== null) {
    lines.push(line('Calendar not connected', name, outage.brokeAt));
    lines.push(
      outage.endedAt === null
        ? line('Calendar connected again', 'Not yet.')
        : line('Calendar connected again', name, outage.endedAt),
    );
  }
  if (reason === 'bot_removed_by_disconnect') {
    lines.push(
      line(
        'Why the bot went',
        'It went while the calendar was not connected. Recall removes bots then.',
        null,
        'inferred',
      ),
    );
  }
  if (reason === 'calendar_deleted') lines.push(line('Calendar gone from Recall', name, calendar.deletedAt));
  return lines;
}

function otherBotLines({ coveredBy, duplicates }: Judgement, { v1Bots, calendar }: EventFacts): Evidence[] {
  return [
    ...(coveredBy === null
      ? []
      : [
          line(
            'Another event’s bot',
            `${coveredBy.botId}, in the calendar of ${coveredBy.sibling.mailbox ?? coveredBy.sibling.calendarId}`,
          ),
        ]),
    ...(duplicates.length > 0 || coveredBy !== null
      ? []
      : v1Bots.map(({ botId }) => line('Bot of Calendar V1', botId))),
    ...duplicates.map((one) => line('Another bot', `${one.botId}: ${duplicateWhy(one, calendar.mailbox)}`)),
  ];
}
