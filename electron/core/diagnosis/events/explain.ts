/**
 * The whole of an event's verdict, for its page (PRODUCT.md, Q4 to Q7): the judgement that lists show, in words, with what a person
 * needs to check it. Pure.
 */
import type { EventVerdict } from '../../../../shared/verdicts.ts';
import { BOT_CONFIG_FIELDS } from '../../recall/bot-config.ts';
import { dict } from '../../recall/open-records.ts';
import type { EventTruth } from '../../store/verdicts.ts';
import { isLive } from './came.ts';
import { duplicatesOf } from './duplicates.ts';
import { evidenceOf } from './evidence.ts';
import { historyOf } from './history.ts';
import { judgePlaced } from './judge.ts';
import { recipeOfKey, sampleOf } from './keys.ts';
import { notesOf } from './notes.ts';
import { duplicateWhy, occurrenceOf } from './occurrence-words.ts';
import { occurrencesOf } from './occurrences.ts';
import { isOfRecipe, keyFor } from './recipes.ts';
import { sentenceOf } from './sentences.ts';
import { standingOf, STANDINGS } from './standings.ts';
import { stepOf } from './steps.ts';
import type { EventOccurrence } from './types.ts';

/** `now` in ms UTC. */
export function explainEvent(truth: EventTruth, now: number): EventVerdict {
  const { facts } = truth;
  const occurrences = occurrencesOf(facts);
  const { present } = occurrences;
  const judgement = judgePlaced(facts, occurrences, now);
  const { verdict, reason } = judgement;
  return {
    mark: { verdict, reason, title: STANDINGS[standingOf(verdict, reason)]?.title ?? reason },
    sentence: sentenceOf(judgement, now),
    since: judgement.since,
    evidence: evidenceOf(judgement, facts, occurrences, now),
    step: stepOf(judgement, facts, present, now),
    occurrences: occurrences.all.map((one) => occurrenceOf(one, facts, judgement, now)),
    unplaced: occurrences.unplaced.map(({ entry: { bot: _bot, ...entry }, why }) => ({ entry, why })),
    series: seriesOf(truth),
    shared: truth.sharing.map(({ event, botId }) => ({ event, botId })),
    duplicates: duplicatesOf(facts, present, now).map((one) => ({
      event: one.sibling === null ? null : (truth.siblings.get(one.sibling.pk) ?? null),
      botId: one.botId,
      why: duplicateWhy(one, facts.calendar.mailbox),
    })),
    recipe: recipeIn(truth, present),
    notes: notesOf(truth, occurrences),
    history: historyOf(facts),
    lastConfig: configOf(truth.lastBot),
  };
}

function seriesOf({ seriesId, facts: { icalUid } }: EventTruth): EventVerdict['series'] {
  if (seriesId !== null) return { by: 'series_id', key: seriesId };
  return icalUid === null ? null : { by: 'ical_uid', key: icalUid };
}

function recipeIn({ facts }: EventTruth, present: EventOccurrence): EventVerdict['recipe'] {
  const { recipe: inUse, calendar } = facts;
  const live = present.entries.filter((one) => one.entry.goneAt === null && isLive(one, present, calendar));
  const entry = (live.find(({ fit }) => fit === 'fits') ?? live[0])?.entry;
  const sample = entry === undefined ? null : sampleOf(entry, facts);
  const subject = {
    startAt: facts.startAt,
    meetingUrl: facts.meetingUrl,
    eventId: facts.id,
    calendarId: calendar.id,
    icalUid: facts.icalUid,
    mailbox: calendar.mailbox,
  };
  return {
    inUse,
    own: sample === null ? null : recipeOfKey(sample, inUse),
    breaks: sample !== null && inUse !== null && isOfRecipe(inUse, sample) === false,
    key: inUse === null ? null : keyFor(inUse, subject),
  };
}

/** The fields of a retrieved bot that Create Bot takes; null: none was retrieved, or the payload cannot be read. */
function configOf(lastBot: EventTruth['lastBot']): EventVerdict['lastConfig'] {
  if (lastBot === null) return null;
  const { botId, retrievedAt, payload } = lastBot;
  try {
    const sent = dict(JSON.parse(payload));
    if (sent === null) return null;
    const config = BOT_CONFIG_FIELDS.flatMap((field) => (sent[field] == null ? [] : [[field, sent[field]] as const]));
    return { botId, retrievedAt, json: JSON.stringify(Object.fromEntries(config), null, 2) };
  } catch {
    return null;
  }
}
