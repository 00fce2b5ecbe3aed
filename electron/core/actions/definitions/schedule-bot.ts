/**
 * `event.schedule_bot`: gives events a bot, or moves the one they have to their present time and link (recall-api.md 3.4). The key is
 * built from the recipe of the workspace, so that events which share a bot go on sharing it.
 */
import type { ActionRequest } from '../../../../shared/actions.ts';
import { CallboardError } from '../../../../shared/envelope.ts';
import { recipeOf } from '../../diagnosis/events/recipes.ts';
import type { BotConfiguration, ScheduledBot } from '../../recall/types.ts';
import type { ItemPlan } from '../../store/ledger.ts';
import { configOf, undocumentedFields } from '../bot-config.ts';
import type { Action, ItemCall, PlannedItem, Sent, Untouched } from '../types.ts';
import { counted } from '../words.ts';
import { hasPlannedBot, scheduledVerdict } from './event-results.ts';
import { eventOf, hasEnded, namedEvents, otherEventsOf, readsOf } from './events.ts';
import { consequencesOf } from './schedule-consequences.ts';
import { botsAhead, candidateOf, recipesInUse } from './schedule-plan.ts';

type Request = Extract<ActionRequest, { kind: 'event.schedule_bot' }>;

export function scheduleBot(request: Request): Action {
  const keeps = request.config === 'keep';
  const chosen = request.recipe === undefined ? null : recipeOf(request.recipe);

  return {
    kind: request.kind,
    danger: 'remote',
    target: 'event',
    // Where a configuration is kept, its bot is retrieved first, and that limit is the lower one.
    operation: keeps ? 'bots.retrieve' : 'events.botCreate',
    secrets: keeps ? [] : ['botConfig'],
    oauthClientId: null,
    probe: false,
    proof: 'event',
    describes: `POST calendar event bot: deduplication key, ${keeps ? 'configuration of its last bot' : 'configuration given'}`,

    candidates(world) {
      const recipes = chosen === null ? recipesInUse(world) : null;
      const items: PlannedItem[] = [];
      const untouched: Untouched[] = [];
      const subjects = namedEvents(request.targets, world);
      const shared = otherEventsOf(
        world,
        subjects.flatMap((subject) => botsAhead(subject, world.now)),
      );
      for (const subject of subjects) {
        const recipe = chosen ?? recipes?.get(subject.row.workspaceId)?.inUse ?? null;
        const found = candidateOf(subject, recipe, keeps, shared, world.now);
        if ('reason' in found) untouched.push(found);
        else items.push(found);
      }
      return { items, untouched };
    },
    title: (count) => `Schedule the ${count === 1 ? 'bot' : 'bots'} of ${counted(count, 'event')}`,
    confirmation: () => null,
    consequences: (items, _untouched, world) => consequencesOf(items, world, chosen, keeps),

    async send(call) {
      const { eventId, plan } = eventOf(call);
      const answer = await call.client.scheduleBot(
        eventId,
        { deduplicationKey: keyOf(plan), config: configFor(call, plan, keeps) },
        call.options,
      );
      return sentOf(answer, plan, answer.serverNow ?? call.since(null), undocumented(call, keeps));
    },
    async arrived(call) {
      const { eventId, plan } = eventOf(call);
      const { record, serverNow } = await call.client.retrieveEvent(eventId, readsOf(call));
      if (!hasPlannedBot(record, plan)) return { outcome: 'not_applied' };
      // Its bot was like that before: only the configuration would tell, which sent once more is the same.
      if (plan.wasThere) return { outcome: 'again' };
      const sent = {
        record: null,
        event: record,
        gone: false,
        serverNow,
        status: null,
        answer: 'read back: the bot is there',
        verdict: scheduledVerdict(record, plan, serverNow ?? call.since(null)),
      };
      return { outcome: 'applied', sent };
    },
    async look(call) {
      const { eventId, plan } = eventOf(call);
      const { record, serverNow } = await call.client.retrieveEvent(eventId, readsOf(call));
      return { event: record, verdict: scheduledVerdict(record, plan, serverNow ?? call.since(null)) };
    },
    overtaken({ plan, attempts, message }, subject, now) {
      if (subject === null || plan === null) return 'The event is not here any more, so nothing was sent.';
      const { row, isCancelled } = subject;
      if (row.isDeleted || isCancelled)
        return 'The event was deleted or cancelled since the preview, so nothing was sent.';
      if (hasEnded(row, now)) {
        return attempts > 0 && message !== null
          ? `The meeting has ended, so it is not tried again. The last time: ${message}`
          : 'The meeting has ended, so nothing was sent.';
      }
      if (row.startAt !== plan.startAt || row.meetingUrl !== plan.meetingUrl) {
        return 'The event got another time or link since the preview, so nothing was sent. Look at a new preview.';
      }
      return null;
    },
  };
}

function keyOf({ key }: ItemPlan): string {
  if (key === null) throw new Error('This action needs a deduplication key, and the item has none.');
  return key;
}

function configFor({ secrets }: ItemCall, { configOf: bot }: ItemPlan, keeps: boolean): BotConfiguration {
  if (keeps) return bot === null ? 'empty' : { fromBot: bot };
  const { botConfig } = secrets;
  if (botConfig === undefined) {
    throw new CallboardError('invalid_input', 'The job has no configuration to send any more.');
  }
  return { json: configOf(botConfig) };
}

const undocumented = ({ secrets: { botConfig } }: ItemCall, keeps: boolean): readonly string[] =>
  keeps || botConfig === undefined ? [] : undocumentedFields(configOf(botConfig));

function sentOf(
  { record, serverNow, configuration, leftOut }: ScheduledBot,
  plan: ItemPlan,
  now: number,
  unknown: readonly string[],
): Sent {
  const verdict = scheduledVerdict(record, plan, now);
  const told = [
    configuration === 'gone' ? 'Recall no longer has its last bot, so the configuration is an empty one.' : null,
    leftOut.length === 0 ? null : `Not kept, because Recall does not document it as writable: ${leftOut.join(', ')}.`,
    unknown.length === 0 ? null : `Sent, although Recall does not document it: ${unknown.join(', ')}.`,
  ].filter((text) => text !== null);
  return {
    record: null,
    event: record,
    gone: false,
    serverNow,
    status: 200,
    answer: CONFIGURATIONS[configuration],
    verdict: { ...verdict, message: [verdict.message, ...told].join(' ') },
  };
}

const CONFIGURATIONS: Readonly<Record<ScheduledBot['configuration'], string>> = {
  given: 'configuration as given',
  kept: 'configuration kept',
  empty: 'empty configuration',
  gone: 'empty configuration, the bot before is gone',
};
