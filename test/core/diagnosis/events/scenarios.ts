/** One story for every standing: what happened, told as facts, and when it is asked about. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/time.ts';
import type { Verdict, VerdictReason } from '../../../../shared/verdicts.ts';
import type { EventFacts } from '../../../../electron/core/diagnosis/events/types.ts';
import {
  bot,
  calendar,
  END,
  entry,
  facts,
  LINK,
  movedAt,
  NOW,
  OTHER_LINK,
  PER_DOMAIN,
  revision,
  sharedKey,
  sibling,
  START,
  wire,
} from './event-facts.ts';

export interface Scenario {
  readonly story: string;
  readonly standing: readonly [Verdict, VerdictReason];
  readonly facts: EventFacts;
  readonly at: number;
}

const AFTER = END + HOUR_MS;
const DURING = START + 5 * MINUTE_MS;

const gone = (goneAt: number) => entry({ goneAt });
const broken = (brokeAt: number, endedAt: number | null = null) =>
  calendar({ status: endedAt === null ? 'disconnected' : 'connected', outages: [{ brokeAt, endedAt }] });
const lost = (outcome: 'not_recorded' | 'failed', subCode: string | null) =>
  facts({ entries: [entry({ bot: bot({ outcome, subCode, recordedFrom: null, recordedTo: null }) })] });
const other = (key: string, more = {}) =>
  sibling({ entries: [entry({ botId: 'bot-2', deduplicationKey: key })], ...more });

const one = (
  standing: readonly [Verdict, VerdictReason],
  story: string,
  given: EventFacts,
  at: number = NOW,
): Scenario => ({ story, standing, facts: given, at });

/** Stories that end the same before and after the meeting. */
const both = (reason: VerdictReason, story: string, given: EventFacts): Scenario[] => [
  one(['will_be_missed', reason], story, given),
  one(['will_be_missed', reason], `${story}; it has begun`, given, DURING),
  one(['missed', reason], `${story}; it is over`, given, AFTER),
];

export const SCENARIOS: readonly Scenario[] = [
  one(['covered', 'scheduled'], 'a bot is scheduled', facts()),
  one(
    ['covered', 'shared_bot'],
    'a colleague’s event names the same bot',
    facts({ siblings: [sibling({ entries: [entry()] })] }),
  ),
  one(
    ['covered', 'other_events_bot'],
    'the common key’s bot is named by a colleague’s event only',
    facts({ entries: [], siblings: [sibling()] }),
  ),
  one(
    ['covered', 'other_events_bot'],
    'no recipe is known, and the key that the event had is that of a colleague’s bot',
    facts({ entries: [gone(NOW - HOUR_MS)], siblings: [sibling()], recipe: null }),
  ),
  one(
    ['covered', 'other_events_bot'],
    'Calendar V1 sends the only bot',
    facts({ entries: [], v1Bots: [{ botId: 'v1-bot' }] }),
  ),
  one(['covered', 'in_progress'], 'the meeting is under way', facts(), DURING),
  one(['covered', 'recorded'], 'the bot recorded', facts({ entries: [entry({ bot: bot() })] }), AFTER),
  one(
    ['covered', 'recorded'],
    'the bot came at the old time and was recording while the meeting took place',
    facts({
      revisions: movedAt(NOW, START - 20 * MINUTE_MS),
      entries: [
        entry({ startAt: START - 20 * MINUTE_MS, bot: bot({ recordedFrom: START - 10 * MINUTE_MS, recordedTo: END }) }),
      ],
    }),
    AFTER,
  ),
  one(
    ['covered', 'recorded'],
    'the event was deleted after it had been recorded',
    facts({
      revisions: [revision(), revision({ isDeleted: true, updatedAt: AFTER })],
      entries: [entry({ goneAt: AFTER, bot: bot() })],
    }),
    AFTER + DAY_MS,
  ),
  one(
    ['covered', 'recorded_media_gone'],
    'the recording expired',
    facts({ entries: [entry({ bot: bot({ outcome: 'media_gone' }) })] }),
    AFTER,
  ),

  ...both('never_scheduled', 'nobody scheduled a bot', facts({ entries: [] })),
  ...both('bot_removed', 'the bot was taken away', facts({ entries: [gone(NOW - HOUR_MS)] })),
  ...both(
    'bot_removed_by_disconnect',
    'the calendar disconnected and its bot went',
    facts({ entries: [gone(NOW - HOUR_MS)], calendar: broken(NOW - HOUR_MS - MINUTE_MS) }),
  ),
  ...both(
    'bot_removed_by_disconnect',
    'the calendar is back, and the bot is not',
    facts({ entries: [gone(NOW - 2 * HOUR_MS)], calendar: broken(NOW - 2 * HOUR_MS + 5 * MINUTE_MS, NOW - HOUR_MS) }),
  ),
  ...both(
    'calendar_disconnected',
    'the calendar is broken and never had a bot',
    facts({ entries: [], calendar: broken(NOW - DAY_MS) }),
  ),
  ...both(
    'calendar_deleted',
    'the calendar was deleted and its bot went',
    facts({ entries: [gone(NOW - HOUR_MS)], calendar: calendar({ deletedAt: NOW - HOUR_MS }) }),
  ),
  ...both(
    'calendar_deleted',
    'the calendar was deleted, and Recall tells no more that its bot went',
    facts({ calendar: calendar({ deletedAt: NOW - HOUR_MS }) }),
  ),
  ...both(
    'bot_removed',
    'the bot was taken away long before the calendar was deleted',
    facts({ entries: [gone(NOW - DAY_MS)], calendar: calendar({ deletedAt: NOW - HOUR_MS }) }),
  ),
  ...both(
    'never_scheduled',
    'Recall refused a bot for the time at which the event was before',
    facts({
      entries: [],
      revisions: movedAt(NOW - HOUR_MS, START + DAY_MS),
      refusal: { at: NOW - DAY_MS, kind: 'refused', message: 'Not like this.' },
    }),
  ),
  ...both(
    'last_minute_change',
    'it moved five minutes before it began',
    facts({ entries: [], revisions: movedAt(START - 5 * MINUTE_MS, START + 2 * DAY_MS) }),
  ),
  ...both(
    'last_minute_change',
    'it got its link five minutes before it began',
    facts({ entries: [], revisions: [revision({ meetingUrl: null }), revision({ updatedAt: START - 5 * MINUTE_MS })] }),
  ),
  ...both(
    'pool_empty',
    'no bot was free',
    facts({ entries: [], refusal: { at: NOW - MINUTE_MS, kind: 'pool_empty', message: 'No bot was free.' } }),
  ),
  ...both(
    'refused',
    'Recall refused, after the bot had been removed',
    facts({
      entries: [gone(NOW - HOUR_MS)],
      refusal: { at: NOW - MINUTE_MS, kind: 'refused', message: 'Not like this.' },
    }),
  ),

  one(
    ['missed', 'never_scheduled'],
    'it was deleted after it had passed without a bot',
    facts({ entries: [], revisions: [revision(), revision({ isDeleted: true, updatedAt: AFTER })] }),
    AFTER + DAY_MS,
  ),
  one(
    ['missed', 'never_scheduled'],
    'it got another link after it had passed without a bot',
    facts({ entries: [], revisions: [revision(), revision({ meetingUrl: OTHER_LINK, updatedAt: AFTER })] }),
    AFTER + DAY_MS,
  ),
  one(
    ['missed', 'bot_removed_by_disconnect'],
    'Callboard slept, and saw only afterwards that the bot had gone with the connection',
    facts({ entries: [gone(AFTER)], calendar: broken(START - HOUR_MS) }),
    AFTER + DAY_MS,
  ),
  one(['missed', 'bot_failed'], 'the bot failed', lost('failed', 'meeting_requires_sign_in'), AFTER),
  one(
    ['missed', 'bot_failed'],
    'the bot failed in words that nobody knows, and the meeting goes on',
    lost('failed', 'brand_new'),
    DURING,
  ),
  one(['missed', 'not_admitted'], 'nobody let it in', lost('not_recorded', 'timeout_exceeded_waiting_room'), AFTER),
  one(['missed', 'nobody_joined'], 'nobody came', lost('not_recorded', 'timeout_exceeded_noone_joined'), AFTER),
  one(
    ['missed', 'permission_denied'],
    'it was not allowed to record',
    lost('not_recorded', 'timeout_exceeded_recording_permission_denied'),
    AFTER,
  ),
  one(['missed', 'removed_by_host'], 'the host removed it', lost('not_recorded', 'bot_kicked_from_call'), AFTER),
  one(
    ['missed', 'not_recorded'],
    'it left without a recording, and nothing says why',
    lost('not_recorded', null),
    AFTER,
  ),

  one(
    ['wrong_time', 'old_time'],
    'the event moved and its bot did not',
    facts({ revisions: movedAt(NOW - HOUR_MS), entries: [entry({ startAt: START - 2 * HOUR_MS })] }),
  ),
  one(
    ['wrong_time', 'old_time'],
    'the event moved before Callboard saw it',
    facts({ entries: [entry({ startAt: START + DAY_MS })] }),
    AFTER,
  ),
  one(
    ['wrong_time', 'old_time'],
    'the bot recorded at the old time, and not the meeting',
    facts({
      revisions: movedAt(NOW - DAY_MS, START - 2 * HOUR_MS),
      entries: [
        entry({
          startAt: START - 2 * HOUR_MS,
          bot: bot({ recordedFrom: START - 2 * HOUR_MS, recordedTo: START - HOUR_MS }),
        }),
      ],
    }),
    AFTER,
  ),
  one(
    ['wrong_time', 'old_link'],
    'the link changed',
    facts({
      revisions: [revision({ meetingUrl: OTHER_LINK }), revision({ updatedAt: NOW })],
      entries: [entry({ meetingUrl: OTHER_LINK })],
    }),
  ),
  one(
    ['wrong_time', 'old_link'],
    'the link was taken out of the event',
    facts({ revisions: [revision(), revision({ meetingUrl: null, updatedAt: NOW })] }),
  ),
  one(
    ['wrong_time', 'old_time_and_link'],
    'time and link changed',
    facts({
      revisions: [revision({ startAt: START + HOUR_MS, meetingUrl: OTHER_LINK }), revision({ updatedAt: NOW })],
      entries: [entry({ startAt: START + HOUR_MS, meetingUrl: OTHER_LINK })],
    }),
  ),

  one(
    ['duplicate', 'two_entries'],
    'two bots for one event',
    facts({ entries: [entry(), entry({ botId: 'bot-b', deduplicationKey: 'other' })] }),
  ),
  one(
    ['duplicate', 'old_bot_remains'],
    'it was scheduled anew after a move, and the old bot stayed',
    facts({
      revisions: movedAt(NOW - HOUR_MS, START + HOUR_MS),
      entries: [entry({ botId: 'old', startAt: START + HOUR_MS }), entry({ botId: 'new' })],
    }),
  ),
  one(
    ['duplicate', 'other_key'],
    'a colleague’s event has another key',
    facts({ siblings: [other(`${sharedKey()}-event-2`)] }),
  ),
  one(
    ['duplicate', 'other_key'],
    'one bot for each company is meant, and a colleague has a bot of their own',
    facts({
      recipe: PER_DOMAIN,
      entries: [entry({ deduplicationKey: `${sharedKey()}-acme.example` })],
      siblings: [other(`${wire(START)}~${LINK}~acme.example`)],
    }),
  ),
  one(
    ['duplicate', 'same_mailbox'],
    'the mailbox is connected twice',
    facts({ siblings: [other('another', { mailbox: 'anna@acme.example' })], recipe: null }),
  ),
  one(
    ['duplicate', 'other_workspace'],
    'the customer is in two workspaces',
    facts({ siblings: [other('another', { workspaceId: 2 })] }),
  ),
  one(['duplicate', 'calendar_v1'], 'Calendar V1 still sends bots', facts({ v1Bots: [{ botId: 'v1-bot' }] })),

  one(
    ['not_recordable', 'deleted'],
    'it is deleted',
    facts({ revisions: [revision(), revision({ isDeleted: true, updatedAt: NOW })], entries: [gone(NOW)] }),
  ),
  one(['not_recordable', 'cancelled'], 'it is cancelled', facts({ isCancelled: true, entries: [] })),
  one(
    ['not_recordable', 'all_day'],
    'it lasts all day',
    facts({ allDay: true, entries: [], revisions: [revision({ meetingUrl: null })] }),
  ),
  one(
    ['not_recordable', 'no_link'],
    'it has no link',
    facts({ entries: [], revisions: [revision({ meetingUrl: null })] }),
  ),
  one(
    ['not_recordable', 'link_wrapped'],
    'a mail scanner wrapped the link',
    facts({
      entries: [],
      revisions: [revision({ meetingUrl: null })],
      rawLink: `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(LINK)}&data=05`,
    }),
  ),
  one(
    ['not_recordable', 'link_unsupported'],
    'Recall does not know the link',
    facts({
      entries: [],
      revisions: [revision({ meetingUrl: null })],
      rawLink: 'https://teams.microsoft.com/l/broadcast/8f2a/join',
    }),
  ),
  one(
    ['over', 'nothing_to_record'],
    'it had no link',
    facts({ entries: [], revisions: [revision({ meetingUrl: null })] }),
    AFTER,
  ),
  one(['over', 'nothing_to_record'], 'it was a day in the calendar', facts({ allDay: true, entries: [] }), AFTER),

  one(['unknown', 'beyond_window'], 'it is a month ahead', facts({ entries: [] }), START - 29 * DAY_MS),
  one(['unknown', 'no_start'], 'it has no start', facts({ entries: [], revisions: [revision({ startAt: null })] })),
  one(['unknown', 'bots_not_told'], 'Recall sent no list of bots', facts({ entries: [], botsTold: false })),
  one(['unknown', 'bot_not_looked_at'], 'nobody has looked since', facts(), AFTER),
  one(
    ['unknown', 'bot_not_looked_at'],
    'somebody looked before the meeting only',
    facts({ entries: [entry({ bot: bot({ outcome: 'scheduled', lookedAt: NOW }) })] }),
    AFTER,
  ),
  one(
    ['unknown', 'bot_not_looked_at'],
    'a bot without a time is all there is',
    facts({ entries: [entry({ startAt: null, deduplicationKey: null })] }),
  ),
  one(
    ['unknown', 'bot_not_looked_at'],
    'its bot came shortly before it, and may have recorded it all the same',
    facts({ entries: [entry({ startAt: START - 15 * MINUTE_MS })], revisions: movedAt(NOW, START - 15 * MINUTE_MS) }),
    AFTER,
  ),
  one(
    ['unknown', 'bot_not_looked_at'],
    'it relied on a colleague’s bot at which nobody has looked',
    facts({ entries: [], siblings: [sibling()] }),
    AFTER,
  ),
  ...([NOW, AFTER] as const).map((at) =>
    one(
      ['missed', 'bot_failed'],
      'it relied on a colleague’s bot, which failed',
      facts({
        entries: [],
        siblings: [sibling({ entries: [entry({ bot: bot({ outcome: 'failed', subCode: 'bot_errored' }) })] })],
      }),
      at,
    ),
  ),
  one(
    ['covered', 'other_events_bot'],
    'it relied on a colleague’s bot, which recorded it',
    facts({ entries: [], siblings: [sibling({ entries: [entry({ bot: bot() })] })] }),
    AFTER,
  ),
  one(
    ['will_be_missed', 'calendar_deleted'],
    'the calendar is gone, and Recall says nothing of its bot any more',
    facts({ calendar: calendar({ deletedAt: NOW - HOUR_MS }) }),
  ),
  one(
    ['unknown', 'bot_gone'],
    'Recall has the bot no more',
    facts({ entries: [entry({ bot: bot({ outcome: 'gone' }) })] }),
    AFTER,
  ),
  one(
    ['unknown', 'bot_unfinished'],
    'the bot was still in the call when Callboard looked',
    facts({ entries: [entry({ bot: bot({ outcome: 'under_way', looks: 3 }) })] }),
    AFTER,
  ),
  one(
    ['unknown', 'calendar_unknown'],
    'the calendar was never seen',
    facts({ entries: [], calendar: calendar({ known: false, status: 'unknown' }) }),
  ),
];
